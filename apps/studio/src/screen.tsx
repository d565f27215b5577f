import { type ComponentType, type JSX, lazy, useState } from 'react';

export interface Screen {
  (): JSX.Element;
  /** Fetches what it consists of. What fails here fails again, and is told, where it is drawn. */
  preload(): Promise<void>;
}

/**
 * A screen whose code is fetched when it is needed. One that was preloaded is drawn at once: React would draw a fallback first, and then hold the screen back for 300 ms so that nothing flickers.
 */
export function screen(load: () => Promise<ComponentType>): Screen {
  let loaded: ComponentType | undefined;
  const fetched = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Lazy = lazy(fetched);
  function ScreenOf(): JSX.Element {
    const [Shown] = useState<{ it: ComponentType }>(() => ({ it: loaded ?? Lazy }));
    return <Shown.it />;
  }
  return Object.assign(ScreenOf, {
    async preload() {
      await fetched().catch(() => undefined);
    },
  });
}
