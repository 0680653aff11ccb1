/**
 * What was typed, chosen or filled in by the browser before React listened; undefined where nothing was. A page's
 * fields come empty from the server: react-hook-form writes their values once it runs, over whatever stands there.
 */
export function typedEarly(control: unknown): string | boolean | undefined {
  if (control instanceof HTMLTextAreaElement) return control.value || undefined;
  if (control instanceof HTMLSelectElement) return control.selectedIndex > 0 ? control.value : undefined;
  if (!(control instanceof HTMLInputElement) || control.type === 'file') return undefined;
  if (control.type === 'checkbox')
    return control.checked !== control.defaultChecked ? control.checked : undefined;
  if (control.type === 'radio') return control.checked && !control.defaultChecked ? control.value : undefined;
  return control.value !== control.defaultValue ? control.value : undefined;
}
