package dev.stave.cli

import static dev.stave.cli.PortageShop.counts
import static dev.stave.cli.PortageShop.log

import dev.stave.fixture.FileServer
import dev.stave.fixture.HostPackages
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Compiling on other machines, not twice, and for another one; and what hooks fetch; by the real Portage. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
class GentooToolsSpec extends Specification {
    static final List<String> TOOLS = ['gcc', 'ar', 'as', 'ld', 'nm', 'objcopy', 'objdump', 'ranlib', 'readelf', 'strip']
    static final String STATIC = "image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet'; useFlags 'dev-libs/greet', 'static-libs' } }"

    @Shared @TempDir Path temp
    @Shared StandInMirror mirror

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
    }

    def cleanupSpec() {
        mirror?.close()
    }

    @Requires({ HostPackages.has('ccache', 'distcc', 'distccd') })
    def "compiling goes to a distcc host, and what was compiled before is not compiled again"() {
        given:
        def port = new ServerSocket(0).withCloseable { it.localPort }
        def far = distccd(port)
        def host = shop('tools').with("overlay 'host', path: 'overlay'; distcc '127.0.0.1:$port/2'; ccache true", STATIC)
        new HostPackages(host.stack.folder.resolve('overlay'))
            .with('dev-util/ccache', ['/usr/bin/ccache'], masquerade('ccache'))
            .with('sys-devel/distcc', ['/usr/bin/distcc'], masquerade('distcc'))

        when:
        def built = host.apply()

        then:
        counts(built) == [greet: [1, 0, 0]]
        Files.readString(temp.resolve('distccd.log')) =~ /COMPILE_OK .* greet.c/

        when:
        def sent = Files.size(temp.resolve('distccd.log'))
        def again = host.apply('--rebuild', '--no-binpkg')

        then:
        counts(again) == [greet: [1, 0, 0]]
        hits(host.stack.home.resolve('ccache')) > 0
        !(Files.readString(temp.resolve('distccd.log')).substring(sent as int) =~ /COMPILE_OK/)

        cleanup:
        far?.descendants()?.forEach { it.destroyForcibly() }
        far?.destroyForcibly()?.waitFor(5, TimeUnit.SECONDS)
    }

    def "crossdev makes the compiler of another target, whose emerge installs into the root by the settings of the stack"() {
        given:
        def target = 'x86_64-cross-linux-gnu'
        def host = shop('cross').with("overlay 'host', path: 'overlay'; crossdev '$target'", "$STATIC\nimage('said') { from 'greet'; rootfs { finishRootfs 'cp /usr/share/crossdev.said /usr/share/emerge.said \"\$ROOT/\"' }; version '1' }")
        new HostPackages(host.stack.folder.resolve('overlay')).program('sys-devel/crossdev', '''\
            cat >crossdev <<-'EOF' || die
            	#!/bin/bash
            	echo "crossdev $*" >/usr/share/crossdev.said
            	while [[ $1 != --target ]]; do shift; done
            	for tool in TOOLS; do ln -sf $tool /usr/bin/$2-$tool; done
            	mkdir -p /usr/$2/etc/portage
            	cp -P /etc/portage/make.profile /usr/$2/etc/portage/
            	ln -sfn /var/db/repos/gentoo/profiles/default/linux/amd64/23.0 /usr/$2/etc/portage/make.profile
            	printf 'CHOST="%s"\\nCBUILD="x86_64-pc-linux-gnu"\\n' "$2" >/usr/$2/etc/portage/make.conf
            	printf '#!/bin/bash\\necho "CHOST=$CHOST emerge $*" >>/usr/share/emerge.said\\n' >/usr/bin/emerge-$2
            	printf 'export SYSROOT=/usr/%s PORTAGE_CONFIGROOT=/usr/%s\\nexec emerge "$@"\\n' $2 $2 >>/usr/bin/emerge-$2
            	chmod 755 /usr/bin/emerge-$2
            EOF
            dobin crossdev
            '''.stripIndent().replace('TOOLS', TOOLS.join(' ')))

        when:
        def ran = host.apply()

        then:
        counts(ran).greet == [1, 0, 0]
        said(host, 'crossdev.said') == ["crossdev --stable --target $target --ov-output /var/db/repos/crossdev"]
        said(host, 'emerge.said').first() =~ /^CHOST=$target emerge --noreplace --verbose dev-libs\/greet$/
        host.stack.home.resolve('packages').toFile().list().any { it.startsWith("$target-") }
        log(ran, 'greet').contains('USE="static-libs"')
    }

    def "a builder that wants crossdev is refused where there is none"() {
        expect:
        shop('absent').with("crossdev 'aarch64-unknown-linux-gnu'", STATIC).refused()
            .contains("image 'greet': builder 'glibc': the builder wants crossdev 'aarch64-unknown-linux-gnu', and it has no program 'crossdev' and sys-devel/crossdev could not be installed, in phase core\n")
    }

    def "update moves what hooks and add fetched, the plan says so, and the next build takes it"() {
        given:
        def web = new FileServer().with('note.txt', 'one')
        def tree = Files.createDirectories(temp.resolve('far'))
        git(tree, 'init -q -b main')
        commit(tree, 'one', web)
        def tool = "git $web.url/far.git#main".toString()
        def note = "download $web.url/note.txt".toString()
        def host = shop('update').with('', """
            image('tool') {
                rootfs {
                    builder 'glibc'
                    add git: '$web.url/far.git', ref: 'main', to: '/srv/far'
                    finishRootfs 'download_file $web.url/note.txt; cp "\$__download_file" "\$ROOT/srv/note"'
                }
                version '1'
                onChange 'replace'
            }""")

        when:
        host.apply()
        def first = host.stack.lock.tool.pins

        then:
        first.keySet().containsAll([tool, note])

        when:
        web.with('note.txt', 'two')
        commit(tree, 'two', web)
        def plan = host.stack.stave('update', '--plan')
        def unmoved = host.stack.lock.tool.pins
        def moved = host.stack.stave('update', '--json').json.moved

        then:
        plan.exit == 0
        unmoved == first
        moved*.pin == ["tool: $note", "tool: $tool"]*.toString()
        moved*.before == [first[note], first[tool]]
        host.stack.stave('plan', '--json').json.steps*.reasons == [[
            "$note moved: ${abbreviated(first[note])} -> ${abbreviated(moved[0].after)}", "$tool moved: ${first[tool]} -> ${moved[1].after}"]*.toString()]

        when:
        host.apply()

        then:
        host.image('tool').text('srv/note') == 'two'
        host.image('tool').text('srv/far/f') == 'two'
        host.stack.lock.tool.pins.subMap([tool, note]) == [(tool): moved[1].after, (note): moved[0].after]

        cleanup:
        web?.close()
    }

    private static Map<String, String> masquerade(String tool) {
        ['cc', 'gcc', 'x86_64-pc-linux-gnu-gcc'].collectEntries { ["/usr/lib/$tool/bin/$it".toString(), "/usr/bin/$tool".toString()] }
    }

    private Process distccd(int port) {
        def bin = Files.createDirectories(temp.resolve('far-bin'))
        Files.createSymbolicLink(bin.resolve('x86_64-pc-linux-gnu-gcc'), Path.of('/usr/bin/gcc'))
        def log = temp.resolve('distccd.log')
        def daemon = new ProcessBuilder(['distccd', '--daemon', '--no-detach', '--user', 'nobody', '--listen', '127.0.0.1', '--allow', '127.0.0.1',
            '--port', port.toString(), '--enable-tcp-insecure', '--log-level', 'info', '--log-file', log.toString(), '--jobs', '2'])
        daemon.environment().put('PATH', "$bin:/usr/bin:/bin".toString())
        daemon.environment().put('TMPDIR', '/tmp')
        Files.createFile(log)
        log.toFile().setWritable(true, false)
        [temp, bin].each { it.toFile().setExecutable(true, false); it.toFile().setReadable(true, false) }
        daemon.redirectErrorStream(true).redirectOutput(temp.resolve('distccd.out').toFile()).start()
    }

    private static int hits(Path cache) {
        def process = new ProcessBuilder(['ccache', '--print-stats'])
        process.environment().put('CCACHE_DIR', cache.toString())
        process.start().inputStream.text.readLines()*.split('\t').findAll { it[0] in ['direct_cache_hit', 'preprocessed_cache_hit'] }.sum { it[1] as int }
    }

    private static List<String> said(PortageShop host, String file) {
        host.image('said').text(file).readLines()
    }

    /** A commit, and the repository as any web server offers one. */
    private static void commit(Path tree, String text, FileServer web) {
        Files.writeString(tree.resolve('f'), text)
        git(tree, 'add f')
        git(tree, "-c user.name=x -c user.email=x@example.org commit -q -m $text")
        git(tree, 'update-server-info')
        def repository = tree.resolve('.git')
        Files.walk(repository).withCloseable { all ->
            all.filter { Files.isRegularFile(it) }.each { web.with("far.git/${repository.relativize(it)}", Files.readAllBytes(it)) }
        }
    }

    private static String abbreviated(String digest) {
        dev.stave.model.Digest.parse(digest).abbreviated()
    }

    private static void git(Path tree, String words) {
        assert new ProcessBuilder(['git', '-C', tree.toString(), *words.split(' ')]).start().waitFor() == 0
    }

    private PortageShop shop(String name) {
        temp.resolve('home/packages').toFile().deleteDir()
        new PortageShop(mirror, temp.resolve(name), temp.resolve('home'))
    }
}
