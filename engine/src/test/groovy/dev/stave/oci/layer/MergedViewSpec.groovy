package dev.stave.oci.layer

import dev.stave.model.Digest
import dev.stave.model.Platform
import dev.stave.oci.Descriptor
import dev.stave.oci.ImageException
import dev.stave.oci.PlatformImage
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class MergedViewSpec extends Specification {
    @TempDir Path folder
    LayoutStore store

    def setup() {
        store = new LayoutStore(folder.resolve('store'))
    }

    def "#what, when it is first looked at and from the note of its names"() {
        given:
        def image = image(layers*.in(store))
        def views = [MergedView.of(image, store), MergedView.of(image, store)]

        expect:
        views.every { view -> view.read(paths, 100).collectEntries { path, bytes -> [path, new String(bytes, 'UTF-8')] } == contents }
        image.layers().every { store.note(it.digest()).present }

        where:
        what                                        | layers                                                                          | paths                | contents
        'an upper layer covers a lower one'         | [tar().file('a', 1).file('b', 2), tar().file('a', 3)]                           | ['a', '/b', 'c']     | [a: '3', '/b': '2']
        'a deletion hides what is below'            | [tar().file('d/a', 1).file('d/b', 2), tar().file('d/.wh.a', '')]                | ['d/a', 'd/b']       | ['d/b': '2']
        'a deleted folder takes all with it'        | [tar().file('d/a', 1), tar().file('.wh.d', '')]                                 | ['d/a']              | [:]
        'a deletion spares its own layer'           | [tar().file('a', 1), tar().file('a', 2).file('.wh.a', '')]                      | ['a']                | [a: '2']
        'an opaque folder begins anew'              | [tar().file('d/a', 1), tar().file('d/b', 2).file('d/.wh..wh..opq', '')]         | ['d/a', 'd/b']       | ['d/b': '2']
        'a deletion is undone by an upper layer'    | [tar().file('a', 1), tar().file('.wh.a', ''), tar().file('a', 3)]               | ['a']                | [a: '3']
        'a file takes the place of a folder'        | [tar().file('d/a', 1), tar().file('d', 2)]                                      | ['d', 'd/a']         | [d: '2']
        'a folder again keeps what is in it'        | [tar().folder('d').file('d/a', 1), tar().folder('d').file('d/b', 2)]            | ['d/a', 'd/b']       | ['d/a': '1', 'd/b': '2']
        'links are followed across layers'          | [tar().link('var/lib/rpm', '../../usr/rpm'), tar().file('usr/rpm/db', 1)]       | ['var/lib/rpm/db']   | ['var/lib/rpm/db': '1']
        'an absolute link stays in the image'       | [tar().link('l', '/etc/passwd').file('etc/passwd', 1)]                          | ['l']                | [l: '1']
        'a climbing link stays in the image'        | [tar().link('l', '../../../../etc/passwd').file('etc/passwd', 1)]               | ['l']                | [l: '1']
        'a link in a circle leads nowhere'          | [tar().link('a', 'b').link('b', 'a')]                                           | ['a']                | [:]
        'a link of a link'                          | [tar().link('a', 'b/c').link('b', 'd').link('d/c', '../e').file('e', 1)]        | ['a']                | [a: '1']
        'what lies below a link goes to its target' | [tar().folder('usr/lib').link('lib', 'usr/lib'), tar().file('lib/x', 1)]        | ['usr/lib/x', 'lib/x'] | ['usr/lib/x': '1', 'lib/x': '1']
        'hard links are the same file'              | [tar().file('a', 1).hardLink('b', 'a')]                                         | ['a', 'b']           | [a: '1', b: '1']
        'a hard link outlives the other name'       | [tar().file('a', 1).hardLink('b', 'a'), tar().file('.wh.a', '')]                | ['a', 'b']           | [b: '1']
        'a folder is no file'                       | [tar().folder('d')]                                                             | ['d', '/', '']       | [:]
        'names are UTF-8'                           | [tar().file('Größe', 'ä')]                                                      | ['Größe']            | ['Größe': 'ä']
    }

    def "a note that is cut off is not believed"() {
        given:
        def layer = tar().file('a', 1).file('b', 2).in(store)
        MergedView.of(image([layer]), store)
        def note = store.note(layer.digest()).get()

        when:
        store.keepNote(layer.digest(), Arrays.copyOf(note, note.length - cut))

        then:
        MergedView.of(image([layer]), store).has('b')

        where:
        cut << [1, 5, 9, 14]
    }

    def "layers are read in every form: #form"() {
        given:
        def tar = tar().file('a', 'x' * 5000).file('b', 'y')

        expect:
        MergedView.of(image([tar.in(store, bytes(tar))]), store).read(['b'], 1) == [b: 'y'.bytes] as TreeMap

        where:
        form              | bytes
        'plain'           | { it.bytes() }
        'gzip'            | { it.gzip() }
        'gzip in members' | { it.gzipMembers(700) }
        'zstd'            | { it.zstd() }
    }

    def "lists folders and copies large files out"() {
        given:
        def big = 'z' * 3_000_000
        def view = MergedView.of(image([tar().file('var/lib/dpkg/status.d/base', 1).file('var/lib/dpkg/status.d/tzdata', 2).file('db', big).in(store)]), store)

        expect:
        view.list('/var/lib/dpkg/status.d') == ['base', 'tzdata']
        view.list('db') == []
        view.list('gone') == []
        view.has('var/lib/dpkg')
        !view.has('var/lib/rpm')
        view.copy('db', folder.resolve('out'))
        folder.resolve('out').toFile().text == big
        !view.copy('gone', folder.resolve('none'))
    }

    def "refuses #what"() {
        given:
        def layer = store.put('x', content)

        when:
        MergedView.of(image([layer]), store, new ReadLimits(3, 1 << 20)).read(['a'], 10)

        then:
        def e = thrown(ImageException)
        e.message.replace(layer.digest().toString(), 'D') == message

        where:
        what                        | content                                                            || message
        'too many entries'          | tar().folder('a').folder('b').folder('c').folder('d').bytes()      || 'layer D has more than 3 entries'
        'a bomb'                    | tar().file('a', new byte[2 << 20]).gzip()                          || 'layer D expands to more than 1048576 bytes'
        'a larger file than wanted' | tar().file('a', '12345678901').bytes()                             || 'the file a of the image is larger than 10 bytes'
        'what is no tar'            | 'hello'.bytes                                                      || 'layer D is neither a tar nor one compressed with gzip or zstd'
        'gzip that is cut off'      | tar().file('a', 'x').gzip()[0..40] as byte[]                       || 'layer D cannot be decompressed: it is cut off'
        'an entry that climbs'      | tar().file('a/../../b', 'x').gzip()                                || "the archive has the entry 'a/../../b', which climbs out of it with '..'"
    }

    private static TarBuilder tar() {
        new TarBuilder()
    }

    private static PlatformImage image(List<Descriptor> layers) {
        def none = new Descriptor('m', Digest.of(new byte[0]), 0)
        new PlatformImage(Platform.parse('linux/amd64'), none, none, layers, [])
    }
}
