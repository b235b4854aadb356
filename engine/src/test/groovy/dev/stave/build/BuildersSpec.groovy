package dev.stave.build

import static dev.stave.fixture.Images.AMD64
import static dev.stave.fixture.Images.dockerfile
import static dev.stave.fixture.Images.files
import static dev.stave.fixture.Images.image
import static dev.stave.fixture.Images.rootfs
import static dev.stave.fixture.Images.script
import static dev.stave.fixture.Orders.order

import dev.stave.model.ImageSpec
import dev.stave.model.Platform
import dev.stave.oci.PlatformImage
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class BuildersSpec extends Specification {
    @TempDir
    Path folder

    /** Says its own name where it is asked. */
    record Named(String name) implements Builder {
        @Override
        List<String> complaints(ImageSpec image, List<Platform> platforms) {
            [name]
        }

        @Override
        PlatformImage build(BuildOrder order) {
            throw new BuildException(name, '')
        }
    }

    def "each image goes to the builder for its kind: #name"() {
        given:
        def builders = new Builders(new Named('rootfs'), new Named('dockerfile'), new Named('script'), new Named('files'))
        def spec = image('i', source)

        when:
        builders.build(order(spec, folder))

        then:
        def e = thrown(BuildException)
        e.what() == name
        builders.complaints(spec, [AMD64]) == [name]

        where:
        source                  || name
        rootfs([])              || 'rootfs'
        dockerfile('F', '.')    || 'dockerfile'
        script('s.sh')          || 'script'
        files('a': '/a')        || 'files'
    }

    def "a builder that this installation lacks is told before anything runs: #complaint"() {
        given:
        def builders = new Builders(null, null, new Named('script'), new Named('files'))

        expect:
        builders.complaints(image('i', source), [AMD64]) == [complaint]

        where:
        source               || complaint
        rootfs([])           || 'rootfs builds need a builder for Portage, which this installation has none of'
        dockerfile('F', '.') || 'dockerfile builds need Docker, Podman or buildah, and this host has none of them'
    }
}
