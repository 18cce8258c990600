/**
 * How programs keep a path under a root and a URL to known hosts, as data. Names are the last part of what is called: a
 * function of that name may stand in any module, and where it is not known what it tests, it is believed.
 */

/** What tells of a path whether it is under another. */
export const rootTest = /^(?:is_relative_to|relative_to|commonpath|commonprefix|commonPath)$/;
/** Tests whose name says that they ask where something leads. */
export const confiningName = {
  path: /path|inside|within|outside|safe|allow|valid|permit|forbid|block|denied|escape|travers|under|subdir|sandbox|workspace|ignore/i,
  url: /url|uri|host|allow|safe|valid|domain|origin|ssrf|private|internal|trusted|permit|forbid|block|denied/i,
} as const;
/** Those that ask whether it is there, or how it is written. */
export const noConfinement = {
  path: /exist|absolute|isabs|isFile|is_file|isDir|is_dir|normalize|normpath/i,
  url: /^(?:url|uri|isurl|is_url|canparse|isvalidurl|is_valid_url|isvalidhttpurl|parseurl|urlparse|urlsplit)$/i,
} as const;
/** Calls behind which only what has passed them is left: they throw otherwise. */
export const asserting =
  /^_*(?:assert|ensure|validate|check|verify|require|guard|confine|enforce|restrict|relative_to|deny|reject)/i;
/** Beginnings that any path can have. */
export const openPrefix = /^(?:[~/.\\]{1,2}|\.\/|~\/|https?:.*|file:.*|[A-Za-z]:\\?|)$/;
export const parentFolder = '..';
/** A part of a URL that says to whom it leads. */
export const hostMember = /^(?:hostname|host|origin|netloc|registered_domain|domain)$/;
/** The beginning of a URL that ends behind its host. */
export const otherHost = /^https?:\/\/[^/?#]+/;

/** Functions that leave a path under a root, or a name, by what they are called. */
export const pathCleaner =
  /^_*(?:(?:safe|secure|saniti[sz]|clean|validat|confin|restrict|ensure)\w*(?:path|file|name|dir)|(?:resolve|join|to)_?(?:safe|within|inside|under)\w*|slug\w*|to_?slug|secure_filename|safe_join|kebab_?case|snake_?case|camel_?case|kebabCase|snakeCase|camelCase)\w*$/i;
/** The same for a URL. */
export const urlCleaner =
  /^_*(?:safe|secure|saniti[sz]|validat|restrict|ensure|check|assert|allow)\w*(?:ur[il]|host|domain|endpoint|address)/i;
/** Parts of a path that was taken apart which are a name. */
export const fileNamePart = /^(?:name|stem|suffix|base|ext)$/;
export const parsedPath =
  /^pathlib\.\w*Path\(\)(?:\..*)?$|^(?:node:)?path#(?:(?:\*|default)\.)?(?:posix\.|win32\.)?parse\(\)$/;
/** A pattern of all but some characters, none of them a slash; of dots one after the other; or of slashes. Each as it is written. */
export const leavingNoFolder = /^r?["'/]\[\^[^/\]]*\]|\\\.\\\.|\.\.|^r?["'/]\[(?!\^)[^\]]*\//;
/** Methods that fill places of their object, or add to it. */
export const fills = /^(?:replace|replaceAll|format|concat|rstrip|strip|trim)$/;
/** A URL up to the end of a host that is known, or one without any host. */
export const ownHost = /^[a-z][\w+.-]*:\/\/[^/?#\0@]+(?:[/?#\0]|$)|^\/(?!\/)|^(?:\?|#)/i;
