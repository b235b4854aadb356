package dev.stave.state

import static dev.stave.state.LockLines.digest

import dev.stave.model.Fingerprint
import dev.stave.model.ImageName
import dev.stave.model.Platform
import dev.stave.model.Verdict
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class RecordsSpec extends Specification {
    @TempDir
    Path folder

    Records records

    def setup() {
        records = new Records(folder)
    }

    static ImageRecord image(String base) {
        new ImageRecord(
            new Fingerprint(digest('f')), new Fingerprint(digest('e')), base, digest('a'),
            new TreeMap<>([(Platform.parse('linux/amd64')): digest('c')]),
            new TreeMap<>([debian: 'x']), Verdict.NOT_SCANNED,
            new TreeMap<>(['file a': '1']), new TreeMap<>([scan: 'off']), new TreeMap<>([base: '2.39']))
    }

    def "a record is read as it was written, built and released apart"() {
        given:
        def name = ImageName.parse('web/nginx')
        records.write(Records.Kind.BUILT, name, image('1.0'))
        records.write(Records.Kind.RELEASED, name, image('2.0'))

        expect:
        records.read(Records.Kind.BUILT, name).get() == image('1.0')
        records.read(Records.Kind.RELEASED, name).get() == image('2.0')
    }

    def "no two images share a record: #one and #other"() {
        given:
        records.write(Records.Kind.BUILT, ImageName.parse(one), image('1'))
        records.write(Records.Kind.BUILT, ImageName.parse(other), image('2'))

        expect:
        records.read(Records.Kind.BUILT, ImageName.parse(one)).get().base() == '1'

        where:
        one     | other
        'a/b_c' | 'a_b/c'
        'a/b/c' | 'a/b_c'
        'a'     | 'b/a'
    }

    def "a record that is missing or damaged counts as lost"() {
        given:
        def name = ImageName.parse('nginx')
        records.write(Records.Kind.BUILT, name, image('1.0'))
        Files.writeString(Files.list(folder).toList()[0], text)

        expect:
        records.read(Records.Kind.BUILT, name).isEmpty()
        records.read(Records.Kind.RELEASED, name).isEmpty()

        where:
        text << ['', '{}', '{"fingerprint":', '[]']
    }

    def "what is forgotten is gone"() {
        given:
        def name = ImageName.parse('nginx')
        records.write(Records.Kind.BUILT, name, image('1.0'))
        records.forget(name)

        expect:
        records.read(Records.Kind.BUILT, name).isEmpty()
    }

    def "stacks of one name in two folders do not share records"() {
        expect:
        Records.folder(Path.of('/home'), 'shop', Path.of('/a/stack.groovy')) != Records.folder(Path.of('/home'), 'shop', Path.of('/b/stack.groovy'))
        Records.folder(Path.of('/home'), 'shop', Path.of('/a/x/../stack.groovy')) == Records.folder(Path.of('/home'), 'shop', Path.of('/a/stack.groovy'))
    }
}
