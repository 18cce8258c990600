/** Languages of which only the comments are known, so that a suppression can stand in them: plain text otherwise. */
import { emptyFacts } from '../facts';
import type { CommentSyntax, Format } from './format';
import { noEnvironment } from './shared';

/** Ids, extensions and names are separated by spaces. */
function commented(
  id: string,
  comments: CommentSyntax,
  languageIds: string,
  extensions: string,
  filenames: Format['filenames'] = [],
): Format {
  return {
    id,
    languageIds: languageIds.split(' '),
    extensions: extensions.split(' '),
    filenames,
    comments,
    idioms: noEnvironment,
    kind: 'text',
    parse: (content) => emptyFacts(content.length),
  };
}

const slashes: CommentSyntax = { line: '//', block: ['/*', '*/'] };

/** Grouped by their syntax, in the order in which their file names are tried. */
export const commentedTexts: readonly Format[] = [
  commented(
    'text-slashes',
    slashes,
    'kotlin scala groovy c cpp objective-c objective-cpp cuda-cpp swift dart rust zig proto proto3 fsharp less scss sass solidity d verilog systemverilog pascal stylus prisma bicep',
    '.kt .kts .scala .sc .groovy .gradle .c .h .cc .cpp .cxx .hpp .hh .ino .m .mm .cu .swift .dart .rs .zig .proto .fs .fsx .fsi .less .scss .sass .sol .d .v .sv .pas .styl .prisma .bicep',
  ),
  commented(
    'text-hash',
    { line: '#' },
    'perl perl6 raku r julia elixir crystal nim nix tcl graphql cmake coffeescript starlark bazel awk ignore pip-requirements',
    '.gemspec .pl .pm .raku .r .jl .ex .exs .cr .nim .nix .tcl .graphql .gql .cmake .coffee .bzl .star .awk .rego .gitignore .dockerignore',
    [
      /^(?:gemfile|rakefile|vagrantfile|brewfile|podfile|fastfile|procfile|tiltfile|caddyfile|cmakelists\.txt|build\.bazel|workspace\.bazel)$/,
      /^requirements(?:[-_.].*)?\.txt$/,
    ],
  ),
  commented(
    'text-dashes',
    { line: '--' },
    'lua haskell elm ada vhdl applescript purescript',
    '.lua .luau .hs .elm .adb .ads .vhd .vhdl .applescript .purs',
  ),
  commented('text-sql', { line: '--', block: ['/*', '*/'] }, 'sql plsql mysql', '.sql .psql .pgsql .ddl'),
  commented(
    'text-markup',
    { block: ['<!--', '-->'] },
    'xml xsl',
    '.xml .xsd .xsl .xslt .svg .plist .config .csproj .fsproj .vbproj .props .targets .resx .xaml .storyboard .xib .nuspec .wsdl .rss .atom .jsp .erb .cshtml .razor .aspx .twig .hbs .njk',
  ),
  commented('text-css', { block: ['/*', '*/'] }, 'css', '.css'),
  commented(
    'text-semicolons',
    { line: ';' },
    'lisp clojure scheme racket elisp',
    '.el .lisp .lsp .clj .cljs .cljc .edn .scm .rkt .asm .ahk .reg',
  ),
  commented('text-percent', { line: '%' }, 'latex tex erlang prolog', '.tex .sty .erl .hrl'),
  commented('text-quote', { line: '"' }, 'viml vim', '.vim', ['.vimrc', '_vimrc']),
  commented('text-apostrophe', { line: "'" }, 'vb vbscript', '.vb .vbs .bas'),
];
