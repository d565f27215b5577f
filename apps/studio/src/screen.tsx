import { type ComponentType, type JSX, useEffect, useState } from 'react';

export interface Screen {
  (): JSX.Element;
  /** Fetches what it consists of. What fails here fails again, and is told, where it is drawn. */
  preload(): Promise<void>;
  /** What stands in its place until then. */
  Skeleton: ComponentType;
}

/**
 * A screen whose code is fetched when it is needed; one that was preloaded is drawn at once, and until then what it will look like. No `lazy`: in a change of address React would leave the screen
 * before it standing until the code is there, as if nothing had been clicked, and in other places hold it back for 300 ms so that nothing flickers.
 */
export function screen(load: () => Promise<ComponentType>, Skeleton: ComponentType): Screen {
  let loaded: ComponentType | undefined;
  const fetched = async () => {
    loaded ??= await load();
    return loaded;
  };
  function ScreenOf(): JSX.Element {
    const [Shown, setShown] = useState(() => loaded);
    const [fault, setFault] = useState<{ error: unknown }>();
    useEffect(() => {
      if (Shown) return;
      fetched().then(
        (it) => setShown(() => it),
        (error: unknown) => setFault({ error }),
      );
    }, [Shown]);
    if (fault) throw fault.error;
    return Shown ? <Shown /> : <Skeleton />;
  }
  return Object.assign(ScreenOf, {
    async preload() {
      await fetched().catch(() => undefined);
    },
    Skeleton,
  });
}
