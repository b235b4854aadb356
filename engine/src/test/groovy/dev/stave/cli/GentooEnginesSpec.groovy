package dev.stave.cli

import dev.stave.fixture.ReleasedImage
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** The same builds from Portage in each of the container engines. */
@Tag('real')
@Requires(reason = 'a stage3 is made as root', value = { sys['user.name'] == 'root' })
class GentooEnginesSpec extends Specification {
    @Shared @TempDir Path temp
    @Shared StandInMirror mirror
    @Shared Map<String, List<String>> layers = [:]

    def setupSpec() {
        mirror = StandInMirror.start(temp.resolve('mirror'))
    }

    def cleanupSpec() {
        mirror?.close()
    }

    def "an image and its child are built by #engine with the same layers"() {
        given:
        def shop = shop(engine)

        when:
        def ran = shop.stave('apply', '--json', '--engine', engine)

        then:
        ran.exit == 0
        ran.outcomes == [greet: 'released', hello: 'released']
        image(shop, 'hello').packages.containsAll(['dev-libs/greet-1.1-r1', 'app-misc/hello-2.1-r1'])

        when:
        layers[engine] = image(shop, 'hello').layers

        then:
        layers.values().toSet().size() == 1

        where:
        engine << ['docker', 'podman', 'buildah']
    }

    private static ReleasedImage image(StackFolder shop, String name) {
        new ReleasedImage(shop.folder.resolve('images'), shop.lock[name].digest)
    }

    private StackFolder shop(String name) {
        def shop = new StackFolder(temp.resolve(name)).withAllPrograms()
        ['DOCKER_HOST', 'STAVE_TRIVY'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        Files.copy(StandInMirror.keyring(), shop.folder.resolve('mirror-key.asc'))
        shop.groovy("""
            ${mirror.builder('glibc')}
            image('greet') { rootfs { builder 'glibc'; packages 'dev-libs/greet' } }
            image('hello') { from 'greet'; rootfs { packages 'app-misc/hello' } }
        """)
    }
}
