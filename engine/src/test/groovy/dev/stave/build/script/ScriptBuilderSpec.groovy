package dev.stave.build.script

import static dev.stave.fixture.Images.image
import static dev.stave.fixture.Images.script
import static dev.stave.fixture.Orders.order

import dev.stave.build.BuildException
import dev.stave.build.PlatformImages
import dev.stave.container.StoreArchive
import dev.stave.fixture.Layers
import dev.stave.model.CancelledException
import dev.stave.model.Digest
import dev.stave.model.ImageName
import dev.stave.model.ImageSettings
import dev.stave.model.Platform
import dev.stave.oci.layer.ArchiveImport
import dev.stave.oci.layer.LayerWriter
import dev.stave.oci.layout.LayoutStore
import dev.stave.process.LocalProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class ScriptBuilderSpec extends Specification {
    @Shared
    @AutoCleanup('shutdown')
    def threads = Executors.newCachedThreadPool()

    @TempDir
    Path folder

    Path stack
    LayoutStore store
    ScriptBuilder builder
    List<String> log = []

    void setup() {
        stack = Files.createDirectory(folder.resolve('stack'))
        store = new LayoutStore(folder.resolve('store'))
        builder = builderIn(PATH: System.getenv('PATH'), EDITOR: 'vi', https_proxy: 'http://proxy:3128')
    }

    ScriptBuilder builderIn(Map<String, String> surroundings) {
        def tmp = folder.resolve('tmp')
        new ScriptBuilder(
            new ScriptTools(new LocalProcessRunner(threads, System.getenv()), store, new LayerWriter(store, tmp, threads), new ArchiveImport(store, tmp, threads)),
            null,
            surroundings)
    }

    /** A script in the folder tools, with data beside it. */
    void write(String text, String path = 'tools/build.sh') {
        def file = stack.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
        Files.writeString(file.resolveSibling('data'), 'data')
    }

    /** A docker-archive beside the script. */
    void archive(image) {
        Files.newOutputStream(stack.resolve('tools/image.tar')).withCloseable { new StoreArchive('localhost/i:1', image, store).write(it) }
    }

    def build(Map<String, Object> said = [:], String text) {
        write(text)
        builder.build(orderOf(said))
    }

    def orderOf(Map<String, Object> said = [:]) {
        order(specOf(said), folder, *: [log: log, secrets: said.values] + said.subMap(['parent', 'version']))
    }

    static specOf(Map<String, Object> said = [:]) {
        image([folder: 'tools', parent: said.parent ? 'web/base' : null] + said.subMap(['settings']), 'web/tools', script(said.subMap(['inputs', 'secrets']), 'tools/build.sh'))
    }

    List<String> lines(built) {
        Layers.lines(store, built.layers().last())
    }

    def "what a script leaves in STAVE_ROOTFS becomes a layer, with its modes, links and times of the image"() {
        when:
        def built = build '''#!/bin/sh
            cd "$STAVE_ROOTFS"
            mkdir -p bin tmp empty
            chmod 1777 tmp
            echo hello > bin/hello
            chmod 4755 bin/hello
            ln bin/hello bin/hullo
            ln -s hello bin/hi
            ln -s /gone dangling
            mkfifo pipe
            touch umask "name with ä"
            : > "$(printf '%0120d' 7)"
        '''

        then:
        lines(built) == [
            '- 0644 0:0 ' + '0' * 119 + '7',
            'd 0755 0:0 bin/',
            '- 4755 0:0 bin/hello',
            'l 0777 0:0 bin/hi -> hello',
            'h 4755 0:0 bin/hullo -> bin/hello',
            'l 0777 0:0 dangling -> /gone',
            'd 0755 0:0 empty/',
            '- 0644 0:0 name with ä',
            'p 0644 0:0 pipe',
            'd 1777 0:0 tmp/',
            '- 0644 0:0 umask',
        ]
        Layers.times(store, built.layers()[0]) == ['2026-11-15T00:00:00Z']
        Layers.text(store, built.layers()[0], 'bin/hello') == 'hello\n'
    }

    @Requires({ System.getProperty('user.name') == 'root' })
    def "owners other than the running user, and extended attributes, are kept"() {
        when:
        def built = build '''
            mkdir "$STAVE_ROOTFS/home"
            touch "$STAVE_ROOTFS/home/a"
            chown 1000:1001 "$STAVE_ROOTFS/home/a"
        '''

        then:
        lines(built) == ['d 0755 0:0 home/', '- 0644 1000:1001 home/a']
    }

    def "a script sees a clean environment and starts in a copy of the stack's folder"() {
        given:
        write('#!/bin/sh\nenv | sort; pwd; ls; umask; touch "$STAVE_ROOTFS/x"')
        def order = orderOf(version: '1.4.0', values: [TOKEN_NAME: 'p4ssw0rd'], secrets: [TOKEN: 'TOKEN_NAME'])
        def work = order.workFolder().toString()

        when:
        builder.build(order)

        then:
        log.collect { it.replace(work, 'WORK') } == [
            'HOME=WORK/home',
            'LANG=C.UTF-8',
            "PATH=${System.getenv('PATH')}",
            'PWD=WORK/inputs/stack',
            'SOURCE_DATE_EPOCH=1794700800',
            'STAVE_ARCHIVE=WORK/image.tar',
            "STAVE_IMAGE=" + order.owner().part("script-web/tools-linux/amd64").imageName(),
            'STAVE_NAME=web/tools',
            'STAVE_PARENT=',
            'STAVE_PLATFORM=linux/amd64',
            'STAVE_ROOTFS=WORK/rootfs',
            'STAVE_STACK_DIR=WORK/inputs/stack',
            'STAVE_VERSION=1.4.0',
            'TMPDIR=WORK/tmp',
            'TOKEN=***',
            'TZ=UTC',
            'https_proxy=http://proxy:3128',
            'WORK/inputs/stack',
            'tools',
            '0022',
        ]*.toString()
    }

    def "a script gets copies: the stack is as it was, and what is not declared is not there"() {
        given:
        Files.writeString(stack.resolve('secret.txt'), 's')

        when:
        build '#!/bin/sh\ncd tools; echo changed > data; rm build.sh; ls "$STAVE_STACK_DIR" > "$STAVE_ROOTFS/seen"'

        then:
        Files.readString(stack.resolve('tools/data')) == 'data'
        Files.exists(stack.resolve('tools/build.sh'))
        Files.list(stack).map { it.fileName.toString() }.sorted().toList() == ['secret.txt', 'tools']
    }

    def "inputs may lie above the stack"() {
        given:
        Files.createDirectories(folder.resolve('common'))
        Files.writeString(folder.resolve('common/x'), 'from above')

        when:
        def built = build '#!/bin/sh\ncp ../common/x "$STAVE_ROOTFS/x"', inputs: ['../common/*']

        then:
        Layers.text(store, built.layers()[0], 'x') == 'from above'
    }

    def "a script without an exec bit or without a first line is run all the same: #text"() {
        expect:
        lines(build(text)) == ['- 0644 0:0 x']

        where:
        text << ['#!/bin/sh\n: > "$STAVE_ROOTFS/x"', ': > "$STAVE_ROOTFS/x"']
    }

    def "the same script on the same inputs gives the same image, whenever and wherever it runs"() {
        given:
        def text = '#!/bin/sh\nmkdir "$STAVE_ROOTFS/d"; for f in c a b; do cp tools/data "$STAVE_ROOTFS/d/$f"; done'

        expect:
        build(text) == build(text)
    }

    def "the recipe of a script gives these digests; where they change, raise the recipe version"() {
        when:
        def built = build '#!/bin/sh\nmkdir "$STAVE_ROOTFS/bin"; cp tools/data "$STAVE_ROOTFS/bin/data"; ln -s data "$STAVE_ROOTFS/bin/link"'

        then:
        built.diffIds() == [new Digest('d7c3bc7ceca031041875bdefbbf45076e467f19fa0cad4d96635296e3cd3749a')]
        built.config().digest() == new Digest('49b6cd9e6bdf15cbfb05750818c3ef131f37fbaa4b1c7b0242814f0139eaec51')
    }

    def "on a parent, the parent's layers stay below, and the script can read the parent as an OCI layout"() {
        given:
        def settings = new ImageSettings(null, ['serve'], [], new TreeMap(), new TreeMap(), null, null, [], null, null)
        def parent = build('#!/bin/sh\necho parent > "$STAVE_ROOTFS/p"', settings: settings)

        when:
        def child = build('#!/bin/sh\nlayout="${STAVE_PARENT#oci:}"; cat "$layout/oci-layout" > "$STAVE_ROOTFS/c"; grep -o "sha256:[0-9a-f]*" "$layout/index.json"', parent: parent)
        def config = new PlatformImages(store).configOf(child)

        then:
        child.layers().first() == parent.layers().first()
        lines(child) == ['- 0644 0:0 c']
        log == [parent.manifest().digest().toString()]
        config.command() == ['serve']
        config.history() == ['script tools/build.sh'] * 2
    }

    def "an archive that a script leaves is the image, with what the stack says laid over it, on the parent's own blobs"() {
        given:
        def parent = build '#!/bin/sh\n: > "$STAVE_ROOTFS/p"'
        def child = build '#!/bin/sh\n: > "$STAVE_ROOTFS/c"', parent: parent
        archive child
        def settings = new ImageSettings(null, ['serve'], [], new TreeMap(), new TreeMap(), null, null, [], null, null)

        when:
        def taken = build '#!/bin/sh\ncp tools/image.tar "$STAVE_ARCHIVE"', parent: parent, settings: settings
        def config = new PlatformImages(store).configOf(taken)

        then:
        taken.diffIds() == child.diffIds()
        taken.layers()[0] == parent.layers()[0]
        lines(taken) == ['- 0644 0:0 c']
        config.command() == ['serve']
        config.history() == ['script tools/build.sh'] * 2
    }

    def "an archive of another image than the parent's child is refused"() {
        given:
        def parent = build '#!/bin/sh\n: > "$STAVE_ROOTFS/p"'
        archive build('#!/bin/sh\n: > "$STAVE_ROOTFS/c"')

        when:
        build '#!/bin/sh\ncp tools/image.tar "$STAVE_ARCHIVE"', parent: parent

        then:
        def e = thrown(BuildException)
        e.what() == "image 'web/tools' was not built on its parent 'web/base'"
    }

    def "what is no archive is refused"() {
        when:
        build '#!/bin/sh\necho nothing > "$STAVE_ARCHIVE"'

        then:
        def e = thrown(BuildException)
        e.what() == "the script left no image at \$STAVE_ARCHIVE: the archive is neither a tar nor one compressed with gzip or zstd"
    }

    def "secrets are neither in the image nor in what a failing script says"() {
        when:
        build '#!/bin/sh\necho "token is $TOKEN"; exit 1', secrets: [TOKEN: 'N'], values: [N: 'p4ssw0rd']

        then:
        def e = thrown(BuildException)
        e.what() == "script 'tools/build.sh' failed with exit code 1:\ntoken is ***"
        log == ['token is ***']
    }

    def "a script that #does is an error: #message"() {
        when:
        build text

        then:
        def e = thrown(BuildException)
        e.what() == message
        e.hint() == hint

        where:
        does              | text                                                        || message | hint
        'fails'           | '#!/bin/sh\necho one; echo two >&2; exit 3'                 || "script 'tools/build.sh' failed with exit code 3:\none\ntwo" | 'it sees copies of its inputs alone; what else it needs must be named in inputs'
        'says a lot'      | '#!/bin/sh\nfor i in $(seq 30); do echo $i; done; exit 1'   || "script 'tools/build.sh' failed with exit code 1:\n" + (11..30).join('\n') | 'it sees copies of its inputs alone; what else it needs must be named in inputs'
        'leaves nothing'  | '#!/bin/sh'                                                 || "script 'tools/build.sh' left no image" | 'it must fill $STAVE_ROOTFS, or leave an archive at $STAVE_ARCHIVE, or an image named $STAVE_IMAGE in the container engine'
        'leaves two'      | '#!/bin/sh\n: > "$STAVE_ROOTFS/x"; : > "$STAVE_ARCHIVE"'    || "script 'tools/build.sh' left both files in \$STAVE_ROOTFS and an archive at \$STAVE_ARCHIVE" | 'one of them must be the image; leave the other away'
        'leaves a folder' | '#!/bin/sh\nmkdir "$STAVE_ARCHIVE"'                         || "script 'tools/build.sh' left no file at \$STAVE_ARCHIVE" | 'a folder must be packed: docker-archive: and oci-archive: are what skopeo, buildah and Podman call it'
        'leaves a link'   | '#!/bin/sh\nln -s tools/data "$STAVE_ARCHIVE"'              || "script 'tools/build.sh' left no file at \$STAVE_ARCHIVE" | 'a folder must be packed: docker-archive: and oci-archive: are what skopeo, buildah and Podman call it'
        'links its tree'  | '#!/bin/sh\nrmdir "$STAVE_ROOTFS"; ln -s / "$STAVE_ROOTFS"' || "script 'tools/build.sh' left no folder at \$STAVE_ROOTFS" | 'leave the folder where it is and fill it'
    }

    def "an input below the copy of a link is refused, because it would be written to where the link leads"() {
        given:
        Files.createDirectories(stack.resolve('tools'))
        Files.createDirectories(folder.resolve('elsewhere'))
        Files.writeString(folder.resolve('elsewhere/x'), 'x')
        Files.createSymbolicLink(stack.resolve('tools/link'), folder.resolve('elsewhere'))

        when:
        build '#!/bin/sh', inputs: ['tools', 'tools/link/x']

        then:
        def e = thrown(BuildException)
        e.what() == "image 'web/tools': 'tools/link' is a link, and 'tools/link/x' lies below it"
    }

    def "the copies' times are that of the image, so that what a script packs by itself does not differ"() {
        when:
        build '#!/bin/sh\nfind . -exec stat -c "%n %a %Y" {} + | sort; touch "$STAVE_ROOTFS/x"', inputs: ['tools/data']

        then:
        log == ['. 755 1794700800', './tools 755 1794700800', './tools/build.sh 755 1794700800', './tools/data 644 1794700800']
    }

    def "missing inputs are told before the script runs"() {
        when:
        build '#!/bin/sh\necho ran', inputs: ['gone', 'lost/x']

        then:
        def e = thrown(BuildException)
        e.what() == "image 'web/tools': 'gone' does not exist\n'lost/x' does not exist"
        log == []
    }

    def "an interrupted build ends the script with all it started"() {
        given:
        write('#!/bin/sh\nsleep 600 & echo $!; wait')
        def pids = new LinkedBlockingQueue<String>()
        def failure = new CompletableFuture<Throwable>()
        def thread = new Thread({
            try {
                builder.build(order(specOf(), folder, log: pids))
                failure.complete(null)
            } catch (Throwable e) {
                failure.complete(e)
            }
        })

        when:
        thread.start()
        def pid = pids.poll(20, TimeUnit.SECONDS)
        thread.interrupt()
        def thrown = failure.get(20, TimeUnit.SECONDS)

        then:
        thrown instanceof CancelledException
        thrown.what() == "'sh' was interrupted"
        !runs(pid)
    }

    def "what this host cannot do is told before anything runs"() {
        expect:
        builderIn(surroundings).complaints(image('t', source), [Platform.parse('linux/amd64')]) == complaints

        where:
        surroundings    | source                            || complaints
        [:]             | script('t.sh')                    || []
        [PATH: '/none'] | script('t.sh')                    || ["script builds need 'sh', which is not in PATH", "script builds need 'tar', which is not in PATH"]
        [:]             | script('t.sh', in: 'web/tools')   || ["script 't.sh' runs inside 'web/tools', which needs Docker, Podman or buildah, and this host has none of them"]
    }

    /** A process that ended may stay listed until its parent asks for its exit code. */
    private static boolean runs(String pid) {
        try {
            !Files.readString(Path.of("/proc/$pid/stat")).contains(') Z ')
        } catch (IOException ignored) {
            false
        }
    }
}
