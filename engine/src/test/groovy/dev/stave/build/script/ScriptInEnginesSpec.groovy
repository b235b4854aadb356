package dev.stave.build.script

import static dev.stave.fixture.Images.image
import static dev.stave.fixture.Images.script
import static dev.stave.fixture.Orders.order

import dev.stave.build.BuildException
import dev.stave.build.PlatformImages
import dev.stave.container.ContainerException
import dev.stave.fixture.Engines
import dev.stave.fixture.Layers
import dev.stave.fixture.Orders
import dev.stave.model.ImageName
import dev.stave.oci.layer.ArchiveImport
import dev.stave.oci.layer.LayerWriter
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

@Tag('real')
class ScriptInEnginesSpec extends Specification {
    @Shared
    @TempDir
    Path shared

    @Shared
    @AutoCleanup
    Engines engines

    @TempDir
    Path folder

    LayoutStore store
    List<String> log = [].asSynchronized()

    void setupSpec() {
        engines = new Engines(shared.resolve('e'))
    }

    void setup() {
        store = new LayoutStore(folder.resolve('store'))
        write 'tools/data', 'data'
    }

    void write(String path, String text) {
        def file = folder.resolve('stack').resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    ScriptBuilder builder(String kind) {
        def tmp = folder.resolve('tmp')
        def tools = new ScriptTools(engines.processes, store, new LayerWriter(store, tmp, engines.threads), new ArchiveImport(store, tmp, engines.threads))
        new ScriptBuilder(tools, engines[kind], System.getenv())
    }

    def orderIn(Map<String, Object> said = [:], String inside) {
        def spec = image('web/tools', script('tools/build.sh', in: inside, secrets: said.secrets ?: [:]), folder: 'tools')
        order(spec, folder, log: log, secrets: said.values, parent: said.parent, images: [(ImageName.parse('busybox')): Engines.busybox(store)])
    }

    def "a script runs inside an image of the stack, by #kind, with the same names for the same things"() {
        given:
        write 'tools/build.sh', '''#!/bin/sh
            set -e
            echo "$STAVE_STACK_DIR $STAVE_ROOTFS $STAVE_ARCHIVE $STAVE_PARENT $HOME $SOURCE_DATE_EPOCH $TOKEN"
            pwd
            cat "${STAVE_PARENT#oci:}/oci-layout"; echo
            mkdir "$STAVE_ROOTFS/etc"
            cp tools/data "$STAVE_ROOTFS/etc/data"
        '''

        when:
        def parent = Engines.busybox(store)
        def built = builder(kind).build(orderIn('busybox', parent: parent, secrets: [TOKEN: 'N'], values: [N: 'p4ssw0rd']))

        then:
        log*.strip() == [
            '/stave/inputs/stack /stave/rootfs /stave/image.tar oci:/stave/parent /stave/home 1794700800 ***',
            '/stave/inputs/stack',
            '{"imageLayoutVersion":"1.0.0"}',
        ]
        Layers.lines(store, built.layers().last()) == ['d 0755 0:0 etc/', '- 0644 0:0 etc/data']
        built.layers()[0] == parent.layers()[0]

        where:
        kind << ['docker', 'podman', 'buildah']
    }

    def "a script that fails inside an image, by #kind, says its last lines"() {
        given:
        write 'tools/build.sh', 'echo so far; exit 7'

        when:
        builder(kind).build(orderIn('busybox'))

        then:
        def e = thrown(BuildException)
        e.what() == "script 'tools/build.sh' failed with exit code 7:\nso far"

        where:
        kind << ['docker', 'podman', 'buildah']
    }

    def "an image that a script leaves in #kind under STAVE_IMAGE is the image, and is gone from there"() {
        given:
        write 'tools/Dockerfile', 'FROM scratch\nCOPY data /data\nLABEL made=here\n'
        write 'tools/build.sh', '"$STAVE_ENGINE" build -t "$STAVE_IMAGE" tools; echo "image $STAVE_IMAGE"'

        when:
        def built = builder(kind).build(orderIn(null))
        def name = log.find { it.startsWith('image ') } - 'image '

        then:
        Layers.lines(store, built.layers().last()).findAll { it.endsWith(' data') } == ['- 0644 0:0 data']
        new PlatformImages(store).configOf(built).labels().made == 'here'
        new PlatformImages(store).configOf(built).created().get() == Orders.CREATED

        when:
        engines[kind].save(name, { it.readAllBytes() })

        then:
        thrown(ContainerException)

        where:
        kind << ['docker', 'podman', 'buildah']
    }
}
