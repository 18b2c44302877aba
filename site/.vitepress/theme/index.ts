// Without the fonts of the default theme: readers see those of their system.
import Theme from 'vitepress/theme-without-fonts';

export default Theme;
