// Nothing here yet: three flat shapes, what it is for, and the way in.
import type { ComponentChildren, JSX } from 'preact'

export function Empty(props: { title: string; text: string; children?: ComponentChildren }): JSX.Element {
  return (
    <section class="empty">
      <svg width="150" height="84" viewBox="0 0 150 84" aria-hidden="true">
        <circle cx="46" cy="46" r="30" fill="#469ffb" fill-opacity=".85" />
        <circle cx="84" cy="40" r="34" fill="#dd65a5" fill-opacity=".75" />
        <rect x="96" y="44" width="34" height="34" fill="#f0bd3d" fill-opacity=".92" />
        <circle cx="66" cy="44" r="4" fill="#f0bd3d" />
      </svg>
      <h2>{props.title}</h2>
      <p class="small soft">{props.text}</p>
      {props.children}
    </section>
  )
}
