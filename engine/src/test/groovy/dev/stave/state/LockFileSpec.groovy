package dev.stave.state

import static dev.stave.state.LockLines.digest
import static dev.stave.state.LockLines.entry

import com.fasterxml.jackson.databind.ObjectMapper
import dev.stave.model.ImageName
import dev.stave.model.StackException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class LockFileSpec extends Specification {
    static final ImageName NGINX = ImageName.parse('web/nginx')
    static final ImageName API = ImageName.parse('web/api')

    static final String A = 'a' * 64, C = 'c' * 64, E = 'e' * 64, F = 'f' * 64

    static final String NGINX_LINE = '"web/nginx":{"digest":"sha256:' + A + '","fingerprint":"sha256:' + F + '","gate":"sha256:' + E +
        '","pins":{"docker.io/library/debian:12":"sha256:' + C + '"},"platforms":{"linux/amd64":"sha256:' + C + '"},"repository":"web/nginx","tag":"1.0"}'

    @TempDir
    Path folder

    LockFile empty = LockFile.empty('shop', 'registry.lan:5000')

    def "a lock is one JSON document with one sorted line an image"() {
        given:
        def lock = empty
            .withEntry(NGINX, entry('a', pins: ['docker.io/library/debian:12': "sha256:$C".toString()]))
            .withPins(API, new TreeMap<>(['docker.io/library/alpine:3': "sha256:$C".toString()]))

        expect:
        lock.text() == '{"lock":1,"stack":"shop",\n' +
            '"registry":"registry.lan:5000",\n' +
            '"images":{\n' +
            '"web/api":{"pins":{"docker.io/library/alpine:3":"sha256:' + C + '"}},\n' +
            NGINX_LINE + '\n' +
            '}}\n'
    }

    def "a lock without images is valid JSON too"() {
        expect:
        empty.text() == '{"lock":1,"stack":"shop",\n"registry":"registry.lan:5000",\n"images":{\n}}\n'
        LockFile.parse(empty.text(), 'lock') == empty
    }

    def "what is written is read again: #what"() {
        expect:
        LockFile.parse(lock.text(), 'lock') == lock

        where:
        what                     | lock
        'an image'               | LockFile.empty('shop', 'oci:images').withEntry(NGINX, entry('a'))
        'a revision'             | LockFile.empty('shop', 'oci:images').withEntry(NGINX, entry('a', tag: '1.0-s1', base: '1.0'))
        'pins alone'             | LockFile.empty('shop', 'oci:images').withPins(NGINX, new TreeMap<>([a: 'b']))
        'quotes and backslashes' | LockFile.empty('sh"op\\', 'oci:images').withEntry(NGINX, entry('a', pins: ['git "x" \\': 'ü']))
    }

    def "a revision says which version it is one of, and no other line does"() {
        expect:
        empty.withEntry(NGINX, entry('a', tag: '1.0-s1', base: '1.0')).text().contains('"tag":"1.0-s1","version":"1.0"}')
        !empty.withEntry(NGINX, entry('a', tag: '1.0-s1')).text().contains('version')
    }

    def "pins of a released image change its line, and leave tag, digest and fingerprints alone"() {
        given:
        def lock = empty.withEntry(NGINX, entry('a', pins: [old: '1'])).withPins(NGINX, new TreeMap<>([new: '2']))

        expect:
        lock.entries()[NGINX] == entry('a', pins: [new: '2'])
        lock.pins().isEmpty()
    }

    def "a release takes the place of pins alone"() {
        given:
        def lock = empty.withPins(NGINX, new TreeMap<>([a: 'b'])).withEntry(NGINX, entry('a'))

        expect:
        lock.entries().keySet() == [NGINX] as Set
        lock.pins().isEmpty()
    }

    def "another destination changes one line, as no image's line holds it"() {
        given:
        def before = empty.withEntry(NGINX, entry('a'))
        def after = before.of('shop', 'other.lan:5000')

        expect:
        (before.text().readLines() - after.text().readLines()) == ['"registry":"registry.lan:5000",']
    }

    def "a lock laid out in another way is read all the same"() {
        expect:
        LockFile.parse(new ObjectMapper().readTree(empty.withEntry(NGINX, entry('a')).text()).toPrettyString(), 'lock') == empty.withEntry(NGINX, entry('a'))
    }

    def "what is wrong is told with its line: #message"() {
        when:
        LockFile.parse(text, 'stack.groovy.lock.json')

        then:
        def e = thrown(StackException)
        e.what() == 'stack.groovy.lock.json:' + message

        where:
        text                                                             || message
        ''                                                               || '1: this is no lock'
        '[]'                                                             || '1: this is no lock'
        '{}'                                                             || "1: this is no lock: 'lock' is missing"
        '{"lock":2,\n"stack":"shop"}'                                    || '1: the lock has form 2, and this Stave knows form 1: use the Stave that wrote it, or a newer one'
        '{"lock":1,\n"stack":"shop",\n"color":"red"}'                    || "3: 'color' is no key of a lock"
        '{"lock":1,\n"stack":"shop"\n"images":{}}'                       || '3: the lock is not valid JSON here'
        '{"lock":1,\n"images":[]}'                                       || "2: 'images' must be a map"
        '{"lock":1,\n"images":{\n' + NGINX_LINE + ',\n' + NGINX_LINE + '}}' || "4: image 'web/nginx' stands twice in the lock"
        broken('"tag":"1.0"', '"tag":1.0')                               || "3: image 'web/nginx': 'tag' must be a text"
        broken(',"tag":"1.0"', '')                                       || "3: image 'web/nginx': 'tag' is missing"
        broken('"tag":"1.0"', '"tag":"1.0","tga":""')                    || "3: image 'web/nginx': 'tga' is no key of a lock"
        broken('linux/amd64', 'amd64')                                   || "3: image 'web/nginx': 'amd64' is not a platform"
        broken('"digest":"sha256:' + A, '"digest":"sha256:abc')          || "3: image 'web/nginx': 'digest' holds 'sha256:abc', which is not a digest"
        broken('{"docker.io', '{"x":1,"docker.io')                       || "3: image 'web/nginx': 'pins' must be a map of texts"
        '{"lock":1,\n<<<<<<< ours\n"images":{}}'                         || "2: the lock holds the conflict markers of a merge: 'stave lock --merge' keeps for each image the side that fits the merged stack"
    }

    static String broken(String what, String by) {
        '{"lock":1,\n"images":{\n' + NGINX_LINE.replace(what, by) + '}}'
    }

    def "where there is no lock file, what the caller says counts"() {
        expect:
        LockFile.read(folder.resolve('none.json'), 'none.json', empty) == empty
    }

    def "a lock that says the same already is not written again"() {
        given:
        def file = folder.resolve('stack.lock.json')
        def lock = empty.withEntry(NGINX, entry('a'))
        lock.write(file)
        def before = Files.getAttribute(file, 'unix:ino')
        lock.write(file)

        expect:
        Files.getAttribute(file, 'unix:ino') == before
        Files.readString(file) == lock.text()
    }

    def "where nothing is locked no file is made, and one that is there is emptied"() {
        given:
        def file = folder.resolve('stack.lock.json')

        when:
        empty.write(file)

        then:
        !Files.exists(file)

        when:
        empty.withEntry(NGINX, entry('a')).write(file)
        empty.write(file)

        then:
        Files.readString(file) == empty.text()
    }

    def "a merge keeps for each image the side that fits: #name is #kept"() {
        given:
        def ours = empty.withEntry(name, entry(our, fingerprint: our, repository: 'x'))
        def theirs = empty.withEntry(name, entry(their, fingerprint: their, repository: 'x'))
        def merged = LockMerge.of(
            conflict(ours, theirs), 'lock', { true }, { side, n -> side.entries()[n].fingerprint().digest() == digest(wanted) })

        expect:
        merged.lock().entries()[name].digest() == digest(kept)
        merged.undecided() == undecided

        where:
        name  | our | their | wanted || kept | undecided
        NGINX | 'a' | 'b'   | 'a'    || 'a'  | []
        NGINX | 'a' | 'b'   | 'b'    || 'b'  | []
        NGINX | 'a' | 'b'   | 'd'    || 'a'  | [NGINX]
        NGINX | 'a' | 'a'   | 'd'    || 'a'  | []
    }

    def "a merge keeps what only one side has, if the merged stack has it"() {
        given:
        def text = '{"lock":1,"stack":"shop",\n"registry":"r.lan",\n"images":{\n' +
            '<<<<<<< ours\n"a":' + LockLine.write(entry('a')) + '\n||||||| base\n=======\n"b":' + LockLine.write(entry('b')) +
            ',\n"gone":' + LockLine.write(entry('c')) + '\n>>>>>>> theirs\n}}\n'

        when:
        def merged = LockMerge.of(text, 'lock', { it.name() != 'gone' }, { side, n -> false })

        then:
        merged.lock().entries().keySet()*.toString() == ['a', 'b']
        merged.undecided() == []
    }

    static String conflict(LockFile ours, LockFile theirs) {
        def (o, t) = [ours.text().readLines(), theirs.text().readLines()]
        (o[0..2] + ['<<<<<<< HEAD', o[3], '=======', t[3], '>>>>>>> feature'] + o[4..-1]).join('\n') + '\n'
    }
}
