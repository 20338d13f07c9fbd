// The build turns style imports into one CSS file beside the script.
declare module '*.css'
