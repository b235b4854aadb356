package dev.stave.packages

import dev.stave.model.ImageName
import spock.lang.Specification

class PackagesPageSpec extends Specification {
    static final PackageTable PARENT = new PackageTable([new PortagePackage('sys-libs/musl', '1.2.5-r1', '0', 'gentoo', [], 'MIT', false)])

    def "the page lists what the image itself installed, and what it has from its parents"() {
        given:
        def table = new PackageTable([
            new PortagePackage('www-servers/nginx', '1.27.4', '0', 'gentoo', ['http', 'ssl'], '|| ( BSD MIT )', false),
            new PortagePackage('manual/tool', 'v1', '', '', [], '', true)]).on(PARENT)

        expect:
        PackagesPage.of(ImageName.parse('web/nginx'), table, PARENT) == '''\
            # Packages in web/nginx

            Written by Stave when the image passed its gates; not an input of its build.

            ## Installed

            | package | version | slot | USE flags | licence |
            |---|---|---|---|---|
            | manual/tool (by hook) | v1 |  |  |  |
            | www-servers/nginx | 1.27.4 | 0 | http ssl | \\|\\| ( BSD MIT ) |

            ## From its parents

            | package | version | slot | USE flags | licence |
            |---|---|---|---|---|
            | sys-libs/musl | 1.2.5-r1 | 0 |  | MIT |
            '''.stripIndent()
    }

    def "an image of nothing says so"() {
        expect:
        PackagesPage.of(ImageName.parse('empty'), PackageTable.EMPTY, PackageTable.EMPTY).readLines().findAll { it == 'Nothing.' }.size() == 2
    }
}
