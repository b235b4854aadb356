package dev.stave.run

import com.fasterxml.jackson.databind.ObjectMapper
import dev.stave.container.Owner
import dev.stave.event.EngineEvent
import dev.stave.fixture.SmallImages
import dev.stave.inventory.InventoryLoader
import dev.stave.inventory.LoadOptions
import dev.stave.inventory.Surroundings
import dev.stave.inventory.yaml.YamlReader
import dev.stave.model.ImageName
import dev.stave.model.ImageSettings
import dev.stave.model.Inventory
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import dev.stave.plan.Made
import groovy.io.FileType
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class PackageNotesSpec extends Specification {
    static final String STACK = '''\
        stack: shop
        builders: {musl: {stage3: {flavour: amd64-musl}, portage: {snapshot: "20261115"}}}
        images:
          base: {rootfs: {builder: musl, packages: [sys-libs/musl]}}
          web/nginx: {from: base, rootfs: {packages: [www-servers/nginx], hooks: [nginx/build.sh]}}
          web/one: {rootfs: {builder: musl, packages: [a/one], hooks: [both/one.sh]}}
          web/two: {rootfs: {builder: musl, packages: [a/two], hooks: [both/two.sh]}}
          tool: {script: tool/build.sh, version: "1"}
        '''.stripIndent()
    static final String MUSL = '["sys-libs/musl","1.2.5","0","gentoo","","MIT"]'
    static final String NGINX = '["www-servers/nginx","1.27.4","0","gentoo","ssl","BSD-2"]'

    @TempDir Path folder
    List<String> warnings = []
    boolean writesPages = true
    LayoutStore store
    Inventory inventory

    void setup() {
        store = new LayoutStore(folder.resolve('store'))
        ['nginx/build.sh', 'both/one.sh', 'both/two.sh', 'tool/build.sh'].each {
            Files.createDirectories(stack().resolve(it).parent)
            Files.writeString(stack().resolve(it), '')
        }
        Files.writeString(stack().resolve('stack.yaml'), STACK)
        inventory = new InventoryLoader([new YamlReader()]).load(stack().resolve('stack.yaml'), 'stack.yaml', LoadOptions.of(Surroundings.NONE))
    }

    def "#image has its page at #file"() {
        when:
        write(image, "[$NGINX]")

        then:
        pages() == [file]

        where:
        image       | file
        'base'      | 'packages/base.md'
        'web/nginx' | 'nginx/PACKAGES.md'
        'web/one'   | 'packages/web/one.md'
        'web/two'   | 'packages/web/two.md'
    }

    def "the page tells the parent's packages from the image's own"() {
        given:
        def parent = SmallImages.whole(store, labelled("[$MUSL]"))

        when:
        write('web/nginx', "[$MUSL,$NGINX]", true, [(ImageName.parse('base')): new Made(parent.digest(), new TreeMap<>(), null)])

        then:
        def page = Files.readString(stack().resolve('nginx/PACKAGES.md'))
        page.indexOf('| www-servers/nginx |') < page.indexOf('## From its parents')
        page.indexOf('| sys-libs/musl |') > page.indexOf('## From its parents')
    }

    def "where nothing is released or the stack is restricted, the page stays with the run"() {
        given:
        writesPages = trusted

        when:
        write('web/nginx', "[$NGINX]", push)

        then:
        pages() == []
        Files.readString(folder.resolve('runs/1/web_nginx.PACKAGES.md')).contains('| www-servers/nginx | 1.27.4 | 0 | ssl | BSD-2 |')
        warnings == []

        where:
        push  | trusted
        false | true
        true  | false
    }

    def "where the page cannot be written it goes to the run's folder, with one note"() {
        given: 'a folder where the file should be'
        Files.createDirectories(stack().resolve('nginx/PACKAGES.md/x'))

        when:
        write('web/nginx', "[$NGINX]")

        then:
        Files.isRegularFile(folder.resolve('runs/1/web_nginx.PACKAGES.md'))
        warnings.size() == 1
        warnings[0].startsWith("cannot write ${stack().resolve('nginx/PACKAGES.md')}: ")
        warnings[0].endsWith("; it was written to ${folder.resolve('runs/1/web_nginx.PACKAGES.md')}")
    }

    def "a page that says the same is left alone"() {
        given:
        write('web/nginx', "[$NGINX]")
        def before = Files.readAttributes(stack().resolve('nginx/PACKAGES.md'), 'unix:ino')

        when:
        write('web/nginx', "[$NGINX]")

        then:
        Files.readAttributes(stack().resolve('nginx/PACKAGES.md'), 'unix:ino') == before
    }

    def "the bill of materials of each platform is kept by the digest of its manifest, also for an image that is no rootfs"() {
        when:
        def image = write('tool', "[$MUSL]")

        then:
        def bom = new ObjectMapper().readValue(folder.resolve("reports/${image.manifest().digest().hex()}/packages.cdx.json").toFile(), Map)
        bom.components*.purl == ['pkg:ebuild/sys-libs/musl@1.2.5']
        bom.metadata.component.version == '1.2'
        pages() == []
    }

    def "an image that says nothing of its packages gets neither page nor bill"() {
        when:
        write('base', null)

        then:
        pages() == []
        !Files.exists(folder.resolve('reports'))
        warnings == []
    }

    def "a list that Stave did not write is told"() {
        when:
        write('base', 'mine')

        then:
        pages() == []
        warnings == ['its label dev.stave.packages is no list of packages that Stave wrote: build the image again, or remove the label where something else set it']
    }

    private PlatformImage write(String image, String label, boolean push = true, Map needs = [:]) {
        def places = new RunPlaces(stack(), folder.resolve('runs/1'), null, new Owner('1', 1, 1), folder.resolve('reports'), writesPages)
        def made = labelled(label)
        new PackageNotes(store, inventory, places, { warnings << (it as EngineEvent.Warned).message() })
            .write(new PackageNotes.Passed(inventory.image(ImageName.parse(image)), SmallImages.whole(store, made), '1.2', push, needs))
        made
    }

    private PlatformImage labelled(String label) {
        def labels = new TreeMap<>(label == null ? [:] : ['dev.stave.packages': label.toString()])
        SmallImages.make(store, [['a': 'b']], new ImageSettings(null, null, [], new TreeMap<>(), labels, null, null, [], null, null))
    }

    private Path stack() {
        folder.resolve('stack')
    }

    private List<String> pages() {
        def all = []
        stack().toFile().eachFileRecurse(FileType.FILES) { if (it.name.endsWith('.md')) all << stack().relativize(it.toPath()).toString() }
        all.sort()
    }
}
