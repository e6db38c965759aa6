import type { Label } from '../../../schema/model/identity.ts';
import { both, type Html, html, type Part } from '../html.ts';

/** One thing to look at: its title, what it shows, and how to read it. */
export const card = (title: Label, body: Part, note: Label | null = null, width: 'half' | 'full' = 'full'): Html =>
  html`<section class="card ${width}"><h3>${both(title)}</h3>${body}${note ? html`<p class="note">${both(note)}</p>` : ''}</section>`;

export const emptyNote = (label: Label): Html => html`<p class="empty">${both(label)}</p>`;
