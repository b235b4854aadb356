package dev.stave.run

import dev.stave.check.GateException
import dev.stave.fixture.SmallImages
import dev.stave.inventory.InventoryLoader
import dev.stave.inventory.LoadOptions
import dev.stave.inventory.Surroundings
import dev.stave.inventory.yaml.YamlReader
import dev.stave.model.ImageName
import dev.stave.model.ImageSettings
import dev.stave.model.ImageSpec
import dev.stave.model.Platform
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class SizeBudgetSpec extends Specification {
    static final Map<String, Object> BASE = ['usr/lib/libc.so': new byte[5000]]
    static final Map<String, Object> OWN = ['usr/bin/nginx': new byte[1536], 'usr/lib/libz.so': new byte[500], 'etc/a': 'a', 'etc/b': 'b']

    @TempDir Path folder
    LayoutStore store

    void setup() {
        store = new LayoutStore(folder.resolve('store'))
    }

    def "the parent's layers do not count: with a budget of #budget the image is #outcome"() {
        given:
        def parent = SmallImages.whole(store, SmallImages.make(store, [BASE]))
        def image = SmallImages.whole(store, SmallImages.make(store, [BASE, OWN]))

        expect:
        refusal { check(budget, image, parent) }?.what() == message

        where:
        budget  || message
        '2KiB'  || null
        '2kB'   || "image 'nginx': its own layers hold 2038 B, more than its size budget of 2000 B"
        '1KiB'  || "image 'nginx': its own layers hold 2 KiB, more than its size budget of 1 KiB"
        outcome = message ? 'refused' : 'let pass'
    }

    def "the largest files are named, and the platform where there are several"() {
        given:
        def image = SmallImages.whole(store, SmallImages.make(store, [['etc/a': 'a']]), SmallImages.make(store, [OWN], ImageSettings.NONE, Platform.parse('linux/arm64')))

        expect:
        with(refusal { check('1kB', image, null) }) {
            what() == "image 'nginx': its own layers hold 2 KiB for linux/arm64, more than its size budget of 1000 B"
            hint() == 'its largest files are usr/bin/nginx (1.5 KiB), usr/lib/libz.so (500 B), etc/a (1 B); ' +
                'remove what is not needed in finishRootfs, or raise sizeBudget'
        }
    }

    def "without a budget nobody looks"() {
        when:
        new SizeBudget(null).check(spec(null), null, { throw new IllegalStateException() })

        then:
        notThrown(IllegalStateException)
    }

    private void check(String budget, image, parent) {
        new SizeBudget(store).check(spec(budget), image, { Optional.ofNullable(parent) })
    }

    private static GateException refusal(Closure<?> gate) {
        try {
            gate()
            return null
        } catch (GateException e) {
            return e
        }
    }

    private ImageSpec spec(String budget) {
        Files.writeString(folder.resolve('stack.yaml'), """\
            |stack: shop
            |builders: {musl: {stage3: {flavour: amd64-musl}, portage: {snapshot: "20261115"}}}
            |images:
            |  base: {rootfs: {builder: musl, packages: [sys-libs/musl]}}
            |  nginx: {from: base, rootfs: {packages: [www-servers/nginx]${budget ? ", sizeBudget: \"$budget\"" : ''}}}
            |""".stripMargin())
        new InventoryLoader([new YamlReader()]).load(folder.resolve('stack.yaml'), 'stack.yaml', LoadOptions.of(Surroundings.NONE)).image(ImageName.parse('nginx'))
    }
}
