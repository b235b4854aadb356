package dev.stave.build

import static dev.stave.fixture.Images.AMD64
import static dev.stave.fixture.Images.files
import static dev.stave.fixture.Images.image
import static dev.stave.fixture.Orders.CREATED
import static dev.stave.fixture.Orders.order

import dev.stave.model.Digest
import dev.stave.model.ImageSettings
import dev.stave.model.Platform
import dev.stave.oci.Descriptor
import dev.stave.oci.ImageAssembler
import dev.stave.oci.ImageConfig
import dev.stave.oci.MediaTypes
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Path
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class PlatformImagesSpec extends Specification {
    @TempDir
    Path folder

    LayoutStore store
    PlatformImages images

    void setup() {
        store = new LayoutStore(folder.resolve('store'))
        images = new PlatformImages(store)
    }

    /** An image of layers whose uncompressed content is {@code contents}; {@code how} makes other blobs of the same. */
    PlatformImage made(List<String> contents, String how = '', Platform platform = AMD64) {
        def config = contents.inject(ImageConfig.scratch(platform)) { c, text -> c.withLayer(Digest.of(text.bytes), "made $text", Instant.EPOCH) }
        new ImageAssembler(store).image(config, contents.collect { layer(it, how) }, new TreeMap())
    }

    Descriptor layer(String content, String how) {
        store.put(MediaTypes.OCI_LAYER_GZIP, (how + content).bytes)
    }

    BuildOrder orderOn(PlatformImage parent, ImageSettings settings = ImageSettings.NONE) {
        order(image('web/api', files('a': '/a'), parent: 'web/base', settings: settings), folder, parent: parent)
    }

    def "what a tool built keeps the parent's own blobs"() {
        given:
        def parent = made(['a', 'b'])
        def built = made(['a', 'b', 'c'], 'compressed otherwise: ')

        when:
        def adopted = images.adopted(orderOn(parent), built)

        then:
        adopted.layers() == parent.layers() + layer('c', 'compressed otherwise: ')
        adopted.diffIds() == built.diffIds()
    }

    def "what a tool built is given the image's time and what the stack says of it"() {
        given:
        def settings = new ImageSettings(['run'], null, [], new TreeMap(), new TreeMap(), null, null, [], null, null)

        when:
        def config = images.configOf(images.adopted(orderOn(null, settings), made(['a'])))

        then:
        config.created().get() == CREATED
        config.entrypoint() == ['run']
        config.history() == ['made a']
    }

    def "what was not built on the parent is refused: #contents"() {
        when:
        images.adopted(orderOn(made(['a', 'b'])), made(contents))

        then:
        def e = thrown(BuildException)
        e.what() == "image 'web/api' was not built on its parent 'web/base'"

        where:
        contents << [[], ['a'], ['b', 'a'], ['a', 'x', 'b']]
    }

    def "what was built for another platform is refused"() {
        when:
        images.adopted(orderOn(null), made(['a'], '', Platform.parse('linux/arm64')))

        then:
        def e = thrown(BuildException)
        e.what() == "image 'web/api' was built for linux/arm64 instead of linux/amd64"
    }
}
