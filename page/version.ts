// The version of the extension as pages see it; a test holds it equal to package.json.

export const VERSION = '0.1.0'
