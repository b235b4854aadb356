package dev.stave.inventory.yaml

import dev.stave.check.AcceptedFindings
import dev.stave.check.AcceptedFindings.Accepted
import dev.stave.model.StackException
import dev.stave.model.UsageException
import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import spock.lang.Specification
import spock.lang.TempDir

class AcceptedFindingsReaderSpec extends Specification {
    @TempDir Path folder

    def "a list of accepted findings is read, each with its reason and last day"() {
        expect:
        read('''\
            - id: CVE-2024-5535
              package: openssl
              reason: no TLS server in it
              until: 2026-12-01
            - {id: CVE-2023-45853, reason: "not reachable", until: "2027-01-31"}
            ''') == new AcceptedFindings([
                new Accepted('CVE-2024-5535', 'openssl', 'no TLS server in it', LocalDate.of(2026, 12, 1)),
                new Accepted('CVE-2023-45853', null, 'not reachable', LocalDate.of(2027, 1, 31))])
    }

    def "a file without any entry accepts nothing: '#text'"() {
        expect:
        read(text) == AcceptedFindings.NONE

        where:
        text << ['', '[]', '# nothing\n']
    }

    def "wrong: #problems"() {
        when:
        read(text)

        then:
        def refused = thrown(StackException)
        refused.what().replace(folder.toString() + '/', '').readLines() == problems

        where:
        text                                                        || problems
        'id: CVE-1'                                                 || ['accepted.yaml:1: accepted findings are a list, each with id, reason and until']
        '- CVE-1'                                                   || ['accepted.yaml:1: accepted findings are a list, each with id, reason and until']
        '- {id: CVE-1}'                                             || ["accepted.yaml:1: accepted finding 'CVE-1': 'reason' is not set", "accepted.yaml:1: accepted finding 'CVE-1': 'until' is not set"]
        '- {reason: x, until: 2026-12-01}'                          || ["accepted.yaml:1: accepted finding: 'id' is not set"]
        '- {id: CVE-1, reason: x, until: soon}'                     || ["accepted.yaml:1: accepted finding 'CVE-1': until: 'soon' is no day; write YYYY-MM-DD"]
        '- {id: CVE-1, reason: x, until: 2026-02-30}'                || ["accepted.yaml:1: accepted finding 'CVE-1': until: '2026-02-30' is no day; write YYYY-MM-DD"]
        '- {id: CVE-1, reason: "", until: 2026-02-03}'              || ["accepted.yaml:1: 'reason' must be one value", "accepted.yaml:1: accepted finding 'CVE-1': 'reason' is not set"]
        '- id: CVE-1\n  pakage: a\n  reason: x\n  until: 2026-12-01' || ["accepted.yaml:2: unknown setting 'pakage', did you mean 'package'?"]
        '- id: CVE-1\n  id: CVE-2\n  reason: x\n  until: 2026-12-01' || ["accepted.yaml:2: 'id' is set twice"]
        '- id: [CVE-1]\n  reason: x\n  until: 2026-12-01'            || ["accepted.yaml:1: 'id' must be one value", "accepted.yaml:1: accepted finding: 'id' is not set"]
        '- {id: a'                                                  || ["accepted.yaml:1: not valid YAML: expected ',' or '}', but got <stream end>"]
    }

    def "a file that is not there is told of"() {
        when:
        new AcceptedFindingsReader().read(folder.resolve('accepted.yaml'))

        then:
        def refused = thrown(UsageException)
        refused.what() == "$folder/accepted.yaml: there is no such file"
    }

    private AcceptedFindings read(String text) {
        Path file = Files.writeString(folder.resolve('accepted.yaml'), text.stripIndent())
        new AcceptedFindingsReader().read(file)
    }
}
