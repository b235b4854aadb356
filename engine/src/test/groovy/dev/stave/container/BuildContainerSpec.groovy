package dev.stave.container

import dev.stave.container.BuildContainerOrder.Network
import dev.stave.fixture.Engines
import dev.stave.model.CancelledException
import dev.stave.model.Platform
import dev.stave.oci.PlatformImage
import dev.stave.oci.layer.ArchiveImport
import dev.stave.oci.layer.ArchivedImage
import dev.stave.oci.layer.KnownLayers
import dev.stave.oci.layout.LayoutStore
import dev.stave.process.ProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir
import spock.lang.Timeout
import spock.util.concurrent.PollingConditions

/** What a container that stays between commands does alike on every engine, on the real ones. */
@Tag('real')
@Timeout(60)
class BuildContainerSpec extends Specification {
    static final List<String> KINDS = ['docker', 'podman', 'buildah']

    @Shared
    @TempDir
    Path shared

    @Shared
    @AutoCleanup
    Engines engines

    @Shared
    LayoutStore store

    @Shared
    PlatformImage busybox

    @TempDir
    Path folder

    def ours = Owner.current("spec${UUID.randomUUID().toString().take(8)}")
    def log = Collections.synchronizedList([])

    def setupSpec() {
        engines = new Engines(shared.resolve('e'))
        store = new LayoutStore(shared.resolve('store'))
        busybox = Engines.busybox(store)
    }

    def cleanup() {
        KINDS.each { engines[it].removeOwned(ours) }
    }

    def "#kind keeps files from one command to the next, and tells exit codes and every line"() {
        given:
        def container = start(kind)

        expect:
        exec(container, ['sh', '-c', 'echo kept > /file; echo out; echo err >&2; printf "\\rlast"; exit 7']) == 7
        log.toSorted() - '' == ['err', 'last', 'out']
        exec(container, ['cat', '/file']) == 0
        log.last() == 'kept'
        exec(container, ['no-such-thing']) == 127
        exec(container, ['/etc']) == 126

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    def "#kind gives a command the image's environment, the order's and its own, in no process list"() {
        given:
        def container = start(kind, environment: [GIVEN: "it's given", PASSWORD: 'ordered'], mounts: [new ContainerRun.Mount(folder, '/mnt', false)])

        when:
        def lines = []
        def code = container.exec(['sh', '-c', 'echo "$PATH|$GIVEN|$PASSWORD|$MULTI"; echo ready; while ! test -e /mnt/go; do sleep 0.1; done'], new TreeMap([PASSWORD: 's3cretpass', MULTI: 'a\nb']), {
            lines << it
            if (it == 'ready') {
                log << processes()
                Files.writeString(folder.resolve('go'), '')
            }
        })

        then:
        code == 0
        lines == ["/bin|it's given|s3cretpass|a", 'b', 'ready']
        !log.join('').contains('s3cretpass')

        cleanup:
        container.close()

        where:
        kind << KINDS
    }

    private BuildContainer start(Map said = [:], String kind) {
        engines[kind].start(new BuildContainerOrder(
            (said.image ?: engines[kind].load('busybox', busybox, store)) as String, (said.user ?: '0:0') as String,
            new TreeMap<>((said.environment ?: [:]) as Map), (said.mounts ?: []) as List, (said.network ?: Network.ENGINE) as Network,
            (said.capabilities ?: []) as List, Platform.parse('linux/amd64'), ours))
    }

    private int exec(BuildContainer container, List<String> command) {
        container.exec(command, new TreeMap(), { log << it })
    }

    private static String processes() {
        new File('/proc').listFiles().findAll { it.name.isInteger() }.collect {
            try {
                new File(it, 'cmdline').text
            } catch (IOException e) {
                ''
            }
        }.join('\n')
    }
}
