/** How long a finger rests for a menu, in ms; a little longer than the browsers that tell of it themselves, and mark text. */
const REST_MS = 550;
/** Pixels that it may move meanwhile. */
const STILL = 8;

interface Press {
  target: Element;
  x: number;
  y: number;
}

/** Tells when a finger rests on something, which not every browser does; what comes of lifting it then is nothing. Gives what ends it. */
export function onLongPress({
  element,
  isFor,
  onPress,
}: {
  element: HTMLElement;
  isFor(target: EventTarget | null): target is Element;
  onPress(press: Press): void;
}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begun = { x: 0, y: 0 };
  let pressed = false;
  const forget = () => clearTimeout(timer);
  const onStart = ({ target, touches }: TouchEvent) => {
    forget();
    pressed = false;
    const [touch, second] = touches;
    if (!touch || second || !isFor(target)) return;
    begun = { x: touch.clientX, y: touch.clientY };
    timer = setTimeout(() => {
      pressed = true;
      onPress({ target, ...begun });
    }, REST_MS);
  };
  const onMove = ({ touches: [touch] }: TouchEvent) => {
    if (touch && Math.hypot(touch.clientX - begun.x, touch.clientY - begun.y) > STILL) forget();
  };
  const onEnd = (event: TouchEvent) => {
    forget();
    // Otherwise a click follows, which closes the menu at once.
    if (pressed && event.cancelable) event.preventDefault();
    pressed = false;
  };
  element.addEventListener('touchstart', onStart, { passive: true, capture: true });
  element.addEventListener('touchmove', onMove, { passive: true, capture: true });
  element.addEventListener('touchend', onEnd, true);
  element.addEventListener('touchcancel', onEnd, true);
  return () => {
    forget();
    element.removeEventListener('touchstart', onStart, true);
    element.removeEventListener('touchmove', onMove, true);
    element.removeEventListener('touchend', onEnd, true);
    element.removeEventListener('touchcancel', onEnd, true);
  };
}
