package dev.stave.packages

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class PackageTableSpec extends Specification {
    static final String LINES = 'sys-apps/busybox\t1.36.1-r3\t0\tgentoo\tstatic ipv6\tGPL-2\tbuilt\n' +
        'dev-lang/python\t3.12.7\t3.12\tgentoo\tssl\tPSF-2\tbinary\n' +
        'dev-lang/python\t3.9.20\t3.9\tgentoo\t\tPSF-2\tbuilt\n' +
        'manual/tool\tv1.4\t\t\t\t\thook\n'
    static final String LABEL = '[["dev-lang/python","3.9.20","3.9","gentoo","","PSF-2"],["dev-lang/python","3.12.7","3.12","gentoo","ssl","PSF-2"],' +
        '["manual/tool","v1.4","","","","","hook"],["sys-apps/busybox","1.36.1-r3","0","gentoo","ipv6 static","GPL-2"]]'

    @TempDir Path folder

    def "the list that a build leaves becomes a label, and the label the same list"() {
        given:
        def table = read(LINES)

        expect:
        table.label() == LABEL
        PackageTable.of([(PackageTable.LABEL): LABEL]).get() == table
        PackageTable.of([other: 'x']).empty
    }

    def "neither the order of the list nor where a package came from changes the label"() {
        expect:
        read(LINES.readLines().reverse().join('\n').replace('built', 'binary').replace('static ipv6', 'ipv6 static')).label() == LABEL
    }

    def "a build that installed nothing leaves no list, and that is an empty table"() {
        expect:
        PackageFile.read(folder.resolve('none')) == PackageTable.EMPTY
        PackageTable.EMPTY.label() == '[]'
    }

    def "a child has its parent's packages too, and its own where both have one in the same slot"() {
        given:
        def parent = table(['a/lib', '1.0', '0/1'], ['a/tool', '2.0', '0'], ['a/lang', '3.1', '3'])
        def child = table(['a/lib', '1.1', '0/2'], ['a/lang', '4.0', '4'])

        when:
        def both = child.on(parent)

        then:
        both.packages().collect { it.name() + '-' + it.version() } == ['a/lang-3.1', 'a/lang-4.0', 'a/lib-1.1', 'a/tool-2.0']
        both.without(parent).packages().collect { it.name() + '-' + it.version() } == ['a/lang-4.0', 'a/lib-1.1']
    }

    def "a wrong line is told: #line"() {
        when:
        read('sys-apps/a\t1\t0\tgentoo\t\tMIT\tbuilt\n' + line)

        then:
        def refused = thrown(PackageListException)
        refused.what() == "${folder.resolve('packages.tsv')}:2: this is no package: $shown"

        where:
        line                                || shown
        'sys-apps/b 1'                      || 'sys-apps/b 1'
        'sys-apps/b\t1\t0\tgentoo\t\tMIT'   || 'sys-apps/b | 1 | 0 | gentoo |  | MIT'
        'sys-apps/b\t\t0\tgentoo\t\tMIT\tbuilt' || 'sys-apps/b |  | 0 | gentoo |  | MIT | built'
        'sys-apps/b\t1\t0\tgentoo\t\tMIT\tstolen' || 'sys-apps/b | 1 | 0 | gentoo |  | MIT | stolen'
    }

    def "a label that Stave did not write is told: #label"() {
        when:
        PackageTable.of([(PackageTable.LABEL): label])

        then:
        def refused = thrown(PackageListException)
        refused.what() == 'its label dev.stave.packages is no list of packages that Stave wrote'

        where:
        label << ['', 'x', '{}', '["a"]', '[["a","1"]]']
    }

    def "more of an array than is known is left to later versions"() {
        expect:
        PackageTable.of([(PackageTable.LABEL): '[["a/b","1","0","gentoo","","MIT","","more"]]']).get() ==
            new PackageTable([new PortagePackage('a/b', '1', '0', 'gentoo', [], 'MIT', false)])
    }

    private PackageTable read(String lines) {
        PackageFile.read(Files.writeString(folder.resolve('packages.tsv'), lines))
    }

    private static PackageTable table(List<String>... packages) {
        new PackageTable(packages.collect { new PortagePackage(it[0], it[1], it[2], 'gentoo', [], 'MIT', false) })
    }
}
