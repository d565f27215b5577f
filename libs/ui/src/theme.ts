import { createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core';

const patch: MantineColorsTuple = [
  '#eef3ff',
  '#dce4f9',
  '#b5c5ef',
  '#8ba5e7',
  '#688adf',
  '#5279db',
  '#4670da',
  '#375ec2',
  '#2e54ae',
  '#20479a',
];

// The header of a dialog is none of the page's.
const plainHeader = { header: { role: 'presentation' } };

/** Look of the studio: one accent, small radii, system fonts so that nothing is loaded from elsewhere. */
export const themeFor = ({ close }: { close: string }): MantineThemeOverride =>
  createTheme({
    primaryColor: 'patch',
    colors: { patch },
    defaultRadius: 'md',
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    cursorType: 'pointer',
    components: {
      // What is wider than its place is reached by keys.
      TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
      // In the landmark of what opens it, and without Mantine's placeholder for the focus: a menu holds its items alone.
      Menu: { defaultProps: { withinPortal: false, floatingStrategy: 'fixed', withInitialFocusPlaceholder: false } },
      Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
      Modal: {
        defaultProps: {
          centered: true,
          overlayProps: { backgroundOpacity: 0.4 },
          closeButtonProps: { 'aria-label': close },
          attributes: plainHeader,
        },
      },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } },
      Drawer: { defaultProps: { closeButtonProps: { 'aria-label': close }, attributes: plainHeader } },
    },
  });
