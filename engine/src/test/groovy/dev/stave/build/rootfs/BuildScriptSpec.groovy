package dev.stave.build.rootfs

import dev.stave.fixture.BuildRoot
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class BuildScriptSpec extends Specification {
    @TempDir
    Path folder

    BuildRoot host

    def setup() {
        host = new BuildRoot(folder)
    }

    def "an image's phases run in one shell, in their order, and its packages are listed"() {
        given:
        host.write('order/packages', 'sys-apps/one\n')
            .write('order/hooks', "$folder/build.sh\n")
            .write('build.sh', '''
                _packages="sys-apps/two"
                configure_bob() { seen="bob $USE_BUILDER_FLAGS ${ROOT:-none}"; mkdir -p "$_EMERGE_ROOT/etc"; echo kept >"$_EMERGE_ROOT/etc/kept"; }
                configure_rootfs_build() { seen+=" | rootfs $USE_BUILDER_FLAGS ${ROOT##*/} $CHOST"; _packages+=" sys-apps/three"; }
                finish_rootfs_build() { echo "$seen | finish" >"$ROOT/etc/seen"; }
                '''.stripIndent())
            .write('order/shell/finishRootfs.sh', 'echo "$seen and text" >$ROOT/etc/text\n')

        when:
        host.run('app', 'image', BOB_CHOST: 'aarch64-unknown-linux-gnu')

        then:
        host.code == 0
        host.text('root/etc/seen').trim() == 'bob true none | rootfs false root aarch64-unknown-linux-gnu | finish'
        host.text('root/etc/text').trim() == 'bob true none | rootfs false root aarch64-unknown-linux-gnu and text'
        host.text('root/etc/kept').trim() == 'kept'
        host.text('out/packages.tsv').readLines()*.split('\t')*.join(' ') ==
            ['one', 'three', 'two'].collect { "sys-apps/$it 1.0 0/1 gentoo ssl MIT built" as String }
        host.text('out/owned.tsv').readLines().contains('/usr/bin/two\tsys-apps/two-1.0')
        host.output.readLines().findAll { it.startsWith('>>> phase') } ==
            ['configureBuilder', 'configureRootfs', 'packages', 'finishRootfs', 'clean'].collect { ">>> phase $it" as String }
        !host.has('root/var/db/pkg')
    }

    def "certificates of the stack are trusted beside the builder's own by what fetches, and are nowhere but in the mounted folder"() {
        given:
        host.write('system.pem', 'system\n').write('order/certificates.pem', 'own\n').write('home/.wgetrc', 'tries = 3\n')
            .write('order/shell/configureBuilder.sh', 'printf "%s\\n" "$SSL_CERT_FILE" "$CURL_CA_BUNDLE" "$GIT_SSL_CAINFO" "$REQUESTS_CA_BUNDLE" "$CARGO_HTTP_CAINFO" >"$_EMERGE_ROOT/seen"; cat "$WGETRC" >>"$_EMERGE_ROOT/seen"\n')

        when:
        host.run('app', 'image', STAVE_CERTIFICATES: "$folder/system.pem")

        then:
        host.code == 0
        host.text('out/certificates.pem') == 'system\nown\n'
        host.text('root/seen').readLines() == ["$folder/out/certificates.pem" as String] * 5 + ['tries = 3', "ca_certificate = $folder/out/certificates.pem" as String]

        when:
        host.write('order/certificates.pem', '').write('order/shell/configureBuilder.sh', 'echo "none: ${SSL_CERT_FILE-}${WGETRC-}" >"$_EMERGE_ROOT/seen"\n').run('app', 'image')

        then:
        host.text('root/seen').trim() == 'none:'
    }

    def "a child has nothing again that its parent has, and finds its parent's users"() {
        given:
        host.write('order/packages', 'sys-apps/one\n')
            .write('order/shell/configureRootfs.sh', "echo 'web:x:80:80::/:/bin/false' >>$folder/etc/passwd; mkdir -p \$ROOT/usr/lib; ln -s usr/lib \$ROOT/lib\n")
            .run('parent', 'image')
        def parent = host.text('root/etc/passwd')
        host.leave('parent')
        host.write('order/packages', 'sys-apps/one\nsys-apps/two\n')
            .write('order/shell/finishRootfs.sh', 'cp "$ROOT/etc/passwd" "$ROOT/users"; readlink "$ROOT/lib" >"$ROOT/link"\n')

        when:
        host.run('child', 'image')

        then:
        parent.contains('web:x:80:80')
        host.code == 0
        host.text('out/packages.tsv').readLines()*.split('\t')*.first() == ['sys-apps/two']
        host.text('out/counts') == 'built\t1\nbinary\t0\nprovided\t1\n'
        host.text('root/users').contains('web:x:80:80')
        host.text('root/link').trim() == 'usr/lib'
        !host.has('root/usr/bin/one')
        !host.has('root/etc/passwd')
        !host.has('root/lib')
    }

    def "what fails is written down with its place: #text in #dialect"() {
        given:
        host.write('order/shell/configureRootfs.sh', text)

        when:
        host.run('app', 'image', STAVE_DIALECT: dialect)

        then:
        host.code == code
        host.failure() == (code == 0 ? [:] : [
            phase: 'configureRootfs', file: "$folder/order/shell/configureRootfs.sh" as String, line: line, code: code as String, message: message])

        where:
        text                                          | dialect                || code | line | message
        ':\nfalse\n'                                  | 'stave'                || 1    | '2'  | "'false' ended with 1"
        'f() {\n(exit 7)\n}\nf\n'                     | 'stave'                || 7    | '2'  | "'( exit 7 )' ended with 7"
        'die "no such thing" 3\n'                     | 'stave'                || 3    | '1'  | 'no such thing'
        ':\n:\nsed-or-die a b /dev/null\n'            | 'kubler'               || 1    | '3'  | "sed-or-die: nothing in /dev/null matches 'a'"
        'false | cat\n'                               | 'stave'                || 1    | '1'  | "'cat' ended with 1"
        'false | cat\n'                               | 'gentoo-image-builder' || 1    | '1'  | "'cat' ended with 1"
        'false | cat\n'                               | 'kubler'               || 0    | ''   | ''
        'false || true; if false; then :; fi\n'       | 'stave'                || 0    | ''   | ''
    }

    def "a package that cannot be built is written down with its phase and its log"() {
        given:
        host.write('order/packages', 'sys-apps/broken\n')

        when:
        host.run('app', 'image')

        then:
        host.code == 1
        host.failure().subMap('phase', 'package', 'ebuildPhase', 'log') ==
            [phase: 'packages', package: 'sys-apps/broken-1.0', ebuildPhase: 'compile', log: 'build.log']
        host.text('out/build.log').contains('x.c:1: error: no')
    }

    def "cleaning: #path is #what with #variables"() {
        given:
        host.write('order/shell/finishRootfs.sh', "mkdir -p \"\$(dirname \"\$ROOT$path\")\"; echo x >\"\$ROOT$path\"\n")

        when:
        host.run(variables, 'app', 'image')

        then:
        host.code == 0
        host.has('root' + path) == (what == 'kept')

        where:
        path                           | variables                         || what
        '/etc/ld.so.cache'             | [:]                               || 'gone'
        '/usr/lib64/crt1.o'            | [:]                               || 'gone'
        '/usr/lib64/crt1.o'            | [BOB_SKIP_LIB_CLEANUP: 'true']    || 'kept'
        '/usr/lib64/qt.prl'            | [:]                               || 'gone'
        '/usr/lib64/libx.so.1'         | [:]                               || 'kept'
        '/usr/lib64/libx.a'            | [:]                               || 'gone'
        '/usr/lib64/libx.a'            | [STAVE_KEEP_STATIC_LIBS: 'true']  || 'kept'
        '/usr/include/x.h'             | [:]                               || 'gone'
        '/usr/include/x.h'             | [STAVE_KEEP_HEADERS: 'true']      || 'kept'
        '/usr/lib64/pkgconfig/x.pc'    | [:]                               || 'gone'
        '/usr/bin/x-config'            | [:]                               || 'gone'
        '/usr/bin/x-config'            | [STAVE_KEEP_HEADERS: 'true']      || 'kept'
        '/usr/share/aclocal/x.m4'      | [:]                               || 'gone'
        '/usr/share/doc/x'             | [:]                               || 'kept'
        '/var/lib/portage/world'       | [:]                               || 'gone'
        '/var/lib/portage/world'       | [STAVE_CLEAN: 'no']               || 'kept'
        '/usr/include/x.h'             | [STAVE_CLEAN: 'no']               || 'kept'
    }

    def "words for packages write Portage's files: #words"() {
        given:
        host.write('order/shell/configureBuilder.sh', words + '\n')

        when:
        host.run('app', 'image')

        then:
        host.output.contains('>>> phase clean')
        host.text("portage/$file/zz-hooks").readLines() == lines

        where:
        words                                                                  | file                      || lines
        'update_use dev-libs/a +ssl -nls'                                      | 'package.use'             || ['dev-libs/a ssl', 'dev-libs/a -nls']
        'update_use dev-libs/a +use::ssl'                                      | 'package.use'             || ['dev-libs/a ssl']
        'update_use +ssl'                                                      | 'package.use'             || ['*/* ssl']
        'update_use dev-libs/a +ssl; update_use dev-libs/a -ssl'               | 'package.use'             || ['dev-libs/a -ssl']
        'update_use dev-libs/a +kw::~amd64'                                    | 'package.accept_keywords' || ['dev-libs/a ~amd64']
        'update_keywords dev-libs/a +~amd64; update_keywords dev-libs/a -~amd64' | 'package.accept_keywords' || []
        'mask_package dev-libs/a ">=dev-libs/b-2"'                             | 'package.mask'            || ['dev-libs/a', '>=dev-libs/b-2']
        'unmask_package dev-libs/a dev-libs/a'                                 | 'package.unmask'          || ['dev-libs/a']
    }

    def "what is downloaded is kept once, pinned, and refused where it became another"() {
        given:
        host.write('far.txt', 'one')
        def url = "file://$folder/far.txt"
        host.write('order/shell/configureBuilder.sh', "download_file $url near.txt; cp \"\$__download_file\" \"\$_EMERGE_ROOT/got\"\n")

        when:
        host.run('app', 'image')

        then:
        host.text('root/got') == 'one'
        host.text('distfiles/near.txt') == 'one'
        host.text('out/pins.tsv') == "download $url\tsha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed\n"

        when:
        host.write('order/pins.tsv', "download $url\tsha256:0000\n").run('app', 'image')

        then:
        host.failure().message == "download_file: $url is sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed, and the lock says sha256:0000; stave update takes it"
    }

    def "a git tree is fetched at its pinned commit, built, installed and listed"() {
        given:
        ['init -q -b main', 'add .', '-c user.name=x -c user.email=x commit -q -m one'].eachWithIndex { words, i ->
            if (i == 1) {
                host.write('far/Makefile', 'install:\n\tmkdir -p $(DESTDIR)/usr/bin; echo one >$(DESTDIR)/usr/bin/tool\n')
            }
            Files.createDirectories(folder.resolve('far'))
            assert ("git -C $folder/far $words").execute().waitFor() == 0
        }
        host.write('order/shell/finishRootfs.sh', "fetch_git file://$folder/far main; build_make tool 1.2\n")

        when:
        host.run('app', 'image')

        then:
        host.code == 0
        host.text('root/usr/bin/tool').trim() == 'one'
        host.text('out/pins.tsv') ==~ /git file:.*\/far#main\t[0-9a-f]{40}\n/
        host.text('out/packages.tsv') == 'software/tool\t1.2\t0\t\t\t\thook\n'
    }

    def "a kept file that the lock no longer names is fetched again"() {
        given:
        host.write('far.txt', 'two').write('distfiles/near.txt', 'one')
        def url = "file://$folder/far.txt"
        host.write('order/shell/configureBuilder.sh', "download_file $url near.txt\n")
            .write('order/pins.tsv', "download $url\tsha256:3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3\n")

        when:
        host.run('app', 'image')

        then:
        host.code == 0
        host.text('distfiles/near.txt') == 'two'
    }

    def "build_#kind runs #program and puts #path into the root"() {
        given:
        host.program(program, said + made).program('npm', said).program('node', said + 'exit 1\n')
            .program('strip', '#!/bin/bash\necho "$@" >>"$STAVE_OUT/stripped"\n')
        host.write('tree/package.json', '{}').write('order/shell/finishRootfs.sh', "cd $folder/tree\nbuild_$kind tool v1.2 -- $arguments\n")

        when:
        host.run('app', 'image')

        then:
        host.code == 0
        host.text('out/said').readLines().findAll { it.startsWith(program) }*.replace(folder.toString(), 'F') == commands
        host.has("root/$path")
        host.text('out/packages.tsv') == 'software/tool\t1.2\t0\t\t\t\thook\n'
        host.text('out/notes.tsv') == "software/tool\t1.2\tby build_$kind\n"
        host.has('tree')

        where:
        kind     | program | arguments      || path                       | commands
        'go'     | 'go'    | './cmd/tool'   || 'usr/bin/tool'             | ['go build -trimpath -ldflags -s -w -o F/root/usr/bin/tool ./cmd/tool']
        'cargo'  | 'cargo' | '--features x' || 'usr/bin/tool'             | ['cargo install --locked --path . --root F/root/usr --no-track --features x']
        'node'   | 'npm'   | ''             || 'usr/lib/tool/package.json' | ['npm install --no-audit --no-fund', 'npm prune --omit=dev --no-audit --no-fund']
        'python' | 'pip'   | '--no-deps'    || 'usr/bin/tool'             | ['pip install --no-compile --no-cache-dir --root F/root --prefix /usr --no-warn-script-location --no-deps .']
        'maven'  | 'mvn'   | '-Pdist package' || 'usr/share/tool/tool.jar' | ['mvn --batch-mode --quiet -Pdist package']
        'cmake'  | 'cmake' | '-DX=1'        || 'usr/bin/tool'             | ['cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib64 -DX=1', 'cmake --build build --', 'cmake --install build']
        said = '#!/bin/bash\necho "${0##*/} $*" >>"$STAVE_OUT/said"\n'
        made = kind == 'maven' ? 'mkdir -p target; touch target/tool.jar target/tool-sources.jar\n' : 'mkdir -p "$_EMERGE_ROOT/usr/bin"; echo x >"$_EMERGE_ROOT/usr/bin/tool"\n'
    }

    def "a #kind that is missing is emerged, and where that fails the build says so"() {
        given:
        host.program('emerge', '#!/bin/bash\necho "emerge $*" >>"$STAVE_OUT/said"\nexit 1\n')
            .write('order/shell/finishRootfs.sh', "build_$kind tool 1.0\n")

        when:
        host.run('app', 'image')

        then:
        host.failure().message == "'$kind' is needed, and $atom could not be installed in the builder"
        host.text('out/said').readLines().last() == "emerge --noreplace --oneshot $atom"

        where:
        kind    | atom
        'go'    | 'dev-lang/go'
        'cargo' | 'dev-lang/rust-bin'
    }

    def "the compiler's libraries are copied, and listed with the compiler's version"() {
        given:
        host.write('gcc/libgcc_s.so.1', 'a').write('gcc/libstdc++.so.6.0.30', 'b').write('gcc/libstdc++.so.6.0.30-gdb.py', 'c').write('gcc/libgfortran.so.5', 'd')
            .program('gcc', "#!/bin/bash\ncase \$1 in -print-file-name=*) echo $folder/gcc/libgcc_s.so.1 ;; -dumpfullversion) echo 14.2.1 ;; esac\n")
            .write('order/shell/finishRootfs.sh', "ln -sf libstdc++.so.6.0.30 $folder/gcc/libstdc++.so.6\n$word\n")

        when:
        host.run('app', 'image')

        then:
        host.code == 0
        folder.resolve('root/usr/lib64').toFile().list().toList().toSorted() == libraries
        host.text('out/packages.tsv') == 'sys-devel/gcc-libs\t14.2.1\t0\t\t\t\thook\n'

        where:
        word                 || libraries
        'copy_gcc_libs'      || ['libgcc_s.so.1', 'libstdc++.so.6', 'libstdc++.so.6.0.30']
        'copy_gfortran_libs' || ['libgfortran.so.5']
    }

    def "a builder that wants #what without #program is refused"() {
        given:
        host.program('emerge', '#!/bin/bash\nexit 1\n')

        when:
        host.run(variables + [BINPKG_GPG_SIGNING_GPG_HOME: "$folder/none".toString()], 'glibc', 'builder')

        then:
        host.failure().subMap('phase', 'message') == [phase: 'core', message: "the builder wants $what, and it has no program '$program' and $atom could not be installed".toString()]

        where:
        variables                                   || what                               | program    | atom
        [STAVE_CROSSDEV: 'aarch64-unknown-linux-gnu'] || "crossdev 'aarch64-unknown-linux-gnu'" | 'crossdev' | 'sys-devel/crossdev'
    }

    def "binary packages that the hooks do not want are left out #when"() {
        given:
        host.program('emerge', '#!/bin/bash\nprintf "%s\\n" $EMERGE_DEFAULT_OPTS >"$STAVE_OUT/options"\n')
            .write('order/packages', 'sys-apps/one\n').write('build.sh', words + '\n').write('order/hooks', "$folder/build.sh\n").write('order/pins.tsv', pins)

        when:
        host.run('app', 'image')

        then:
        host.code == 0
        host.text('out/options').readLines().findAll { it.startsWith('--usepkg-exclude=') }*.substring(17) == excluded
        host.text('out/pins.tsv') == pinned

        where:
        when         | words                                                              | pins                                || excluded                     | pinned
        'always'     | '_no_cache="sys-apps/one dev-libs/two:3"'                          | ''                                  || ['sys-apps/one', 'dev-libs/two'] | ''
        'once'       | '_no_cache_20200731="sys-apps/bash foo/bar/bar-0.1.2-r3.xpak"'     | ''                                  || ['sys-apps/bash', 'foo/bar'] | 'no-cache 20200731\tsys-apps/bash foo/bar/bar-0.1.2-r3.xpak\n'
        'no more'    | '_no_cache_20200731="sys-apps/bash"'                               | 'no-cache 20200731\tsys-apps/bash\n' || []                           | 'no-cache 20200731\tsys-apps/bash\n'
        'by version' | '_no_cache="=sys-apps/one-1.2-r3"'                                 | ''                                  || ['sys-apps/one']             | ''
    }

    def "headers and static libraries are kept aside for those who ask"() {
        given:
        host.write('order/packages', 'dev-libs/a\n')
            .write('order/shell/configureRootfs.sh', 'mkdir -p $ROOT/usr/include $ROOT/usr/lib64; echo h >$ROOT/usr/include/a.h; echo a >$ROOT/usr/lib64/liba.a\n')
            .run('base_libs', 'image')
        def clean = !host.has('root/usr/include/a.h')
        host.leave('base_libs')
        host.write('order/packages', '').write('order/shell/configureRootfs.sh', 'cat $ROOT/usr/include/a.h $ROOT/usr/lib64/liba.a >$ROOT/both\n')

        when:
        host.run('app', 'image', STAVE_HEADERS_FROM: 'base/libs', STAVE_STATIC_LIBS_FROM: 'base/libs')

        then:
        clean
        host.code == 0
        host.text('root/both') == 'h\na\n'
        !host.has('root/usr/include/a.h')
    }

    def "a build stops after the phase that is wanted"() {
        given:
        host.write('order/packages', 'sys-apps/one\n')

        when:
        host.run('app', 'image', 'configureRootfs')

        then:
        host.code == 0
        host.text('out/phase').trim() == 'configureRootfs'
        !host.has('root/usr/bin/one')
        host.text('out/state').contains("cd $folder/home")
    }
}
