package dev.stave.build.dockerfile

import static dev.stave.fixture.Images.image

import dev.stave.model.BuildHooks
import dev.stave.model.Destination
import dev.stave.model.ImageName
import dev.stave.model.ImageSpec
import dev.stave.model.Inventory
import dev.stave.model.KeptAside
import dev.stave.model.PackageChoice
import dev.stave.model.Platform
import dev.stave.model.RootfsFinish
import dev.stave.model.Source
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DockerfileNamesSpec extends Specification {
    @TempDir
    Path folder

    def names = new DockerfileNames(folder, Platform.parse('linux/amd64'))
    def busybox = image('web/busybox', new Source.Files([]))

    def "what is named on any platform is told once"() {
        given:
        Files.writeString(folder.resolve('Dockerfile'), 'FROM base-${TARGETARCH}:1\nCOPY --from=busybox /a /a\nCOPY --from=x:1 /a /a\n')
        def api = image('web/api', dockerfile([:]))

        when:
        def named = names.read(api, stack(busybox, api), [Platform.parse('linux/arm64'), Platform.parse('linux/amd64')])

        then:
        named.outside() == ['base-amd64:1', 'base-arm64:1', 'x:1']
        named.images() == [ImageName.parse('web/busybox')]
        named.problems() == []
    }

    def "a Dockerfile for a root from Portage is read as the template that it may be"() {
        given:
        Files.writeString(folder.resolve('Dockerfile'), 'FROM ${IMAGE_PARENT}\nADD rootfs.tar /\nCOPY --from=tools:${BOB_TOOLS} /a /a\nCOPY --from=busybox /a /a\n')
        def rootfs = new Source.Rootfs(null, PackageChoice.NONE, BuildHooks.NONE, KeptAside.NONE,
            new RootfsFinish([], true, 'Dockerfile', 0), new TreeMap(BOB_TOOLS: '7'), [])
        def site = image(parent: busybox.name(), 'web/site', rootfs)
        def top = image('web/top', rootfs)

        when:
        def named = names.read(site, stack(busybox, site), [Platform.parse('linux/amd64')])

        then:
        named.outside() == ['tools:7']
        named.images() == [busybox.name()]
        named.problems() == []
        names.read(top, stack(busybox, top), [Platform.parse('linux/amd64')]).problems() == []
    }

    def "problems say file, line and image: #text"() {
        given:
        Files.writeString(folder.resolve('Dockerfile'), text)
        def api = image(said, 'web/api', dockerfile(settings))

        expect:
        names.read(api, stack(busybox, api), [Platform.parse('linux/amd64')]).problems()*.toString() == problems

        where:
        text                      | said                                        | settings     | problems
        'FROM a:1\nFROM b\n'      | [:]                                         | [:]          | ["Dockerfile:2: image 'web/api': FROM names 'b' without a tag: write a version or a digest"]
        'FROM a:1 AS x\n'         | [:]                                         | [target: 'y'] | ["stack.groovy:7: image 'web/api': target 'y' is no stage of Dockerfile"]
        'FROM a:1\n'              | [parent: ImageName.parse('web/busybox')]    | [:]          | ["stack.groovy:7: image 'web/api': from 'web/busybox' is used nowhere in Dockerfile: write FROM \${BASE}, or leave from out"]
        'FROM $BASE\n'            | [parent: ImageName.parse('web/busybox')]    | [:]          | []
        'FROM busybox\n'          | [parent: ImageName.parse('web/busybox')]    | [:]          | []
    }

    def "a source that is no Dockerfile, or a missing one, names nothing"() {
        expect:
        names.read(busybox, stack(busybox), [Platform.parse('linux/amd64')]) == dev.stave.build.NamedImages.Named.NOTHING
        names.read(image('web/api', dockerfile([:])), stack(busybox), [Platform.parse('linux/amd64')]).problems() == []
    }

    private static Source.Dockerfile dockerfile(Map<String, String> said) {
        new Source.Dockerfile('Dockerfile', '.', new TreeMap<>(), said.target, new TreeMap<>(), false)
    }

    private static Inventory stack(ImageSpec... images) {
        new Inventory('stack.groovy', 'shop', new Destination.InRegistry('registry.lan:5000'), false, new TreeMap<>(), new TreeMap<>(),
            new TreeMap<>(), new TreeMap<>(images.collectEntries { [it.name(), it] }), [], null)
    }
}
