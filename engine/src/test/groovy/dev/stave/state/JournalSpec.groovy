package dev.stave.state

import static dev.stave.state.LockLines.entry

import dev.stave.model.HostException
import dev.stave.model.ImageName
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class JournalSpec extends Specification {
    @TempDir
    Path folder

    Path file
    Journal.Release nginx = new Journal.Release(ImageName.parse('web/nginx'), 'registry.lan:5000', entry('a', tag: '1.0-s1', base: '1.0'), true)
    Journal.Release api = new Journal.Release(ImageName.parse('web/api'), 'registry.lan:5000', entry('b', repository: 'web/api'), false)

    def setup() {
        file = folder.resolve('journal.json')
    }

    def "the next run sees what the last one began and did not end"() {
        given:
        def journal = new Journal(file)
        journal.begin([nginx, api])
        journal.end(nginx.image())

        expect:
        new Journal(file).pending() == [api]
    }

    def "where all is ended there is no journal"() {
        given:
        def journal = new Journal(file)
        journal.begin([nginx])
        journal.end(nginx.image())

        expect:
        !Files.exists(file)
        new Journal(file).pending() == []
    }

    def "releases that begin later join those before"() {
        given:
        new Journal(file).begin([nginx])
        new Journal(file).begin([api])

        expect:
        new Journal(file).pending() == [api, nginx]
    }

    def "what is abandoned is not finished by anyone"() {
        given:
        new Journal(file).begin([nginx, api])
        new Journal(file).abandon()

        expect:
        new Journal(file).pending() == []
        !Files.exists(file)
    }

    def "a damaged journal is told, never taken for an empty one"() {
        given:
        Files.writeString(file, text)

        when:
        new Journal(file)

        then:
        def e = thrown(HostException)
        e.what() == "the journal of an unfinished release cannot be read: $file"
        e.hint() == 'remove it; tags that it named are looked at by the next run'

        where:
        text << ['{"releases":{"a":{}}}', '{"rel']
    }
}
