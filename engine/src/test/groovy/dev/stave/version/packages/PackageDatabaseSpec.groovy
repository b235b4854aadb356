package dev.stave.version.packages

import dev.stave.version.VersionException
import dev.stave.version.VersionReader.InstalledPackage
import java.util.zip.GZIPInputStream
import spock.lang.Specification

class PackageDatabaseSpec extends Specification {
    static final byte[] RPMDB = PackageDatabaseSpec.getResourceAsStream('rpmdb.sqlite.gz').withCloseable { new GZIPInputStream(it).readAllBytes() }

    def "dpkg: #what is #packages"() {
        expect:
        new Dpkg().packages(new MapTree(files)).collect { "${it.name()} ${it.version()} ${it.architecture()}".toString() } == packages

        where:
        what                    | files                                                                           || packages
        'nothing'               | [:]                                                                             || []
        'an installed package'  | ['var/lib/dpkg/status': stanza('nginx', '1.22.1-9+deb12u2')]                    || ['nginx 1.22.1-9+deb12u2 amd64']
        'an epoch'              | ['var/lib/dpkg/status': stanza('zlib1g', '1:1.2.13.dfsg-1')]                    || ['zlib1g 1.2.13.dfsg-1 amd64']
        'a removed package'     | ['var/lib/dpkg/status': stanza('a', '1', 'deinstall ok config-files')]          || []
        'a half one'            | ['var/lib/dpkg/status': stanza('a', '1', 'install ok half-installed')]          || []
        'a held one'            | ['var/lib/dpkg/status': stanza('a', '1', 'hold ok installed')]                  || ['a 1 amd64']
        'two of them'           | ['var/lib/dpkg/status': stanza('a', '1') + stanza('b', '2').trim()]             || ['a 1 amd64', 'b 2 amd64']
        'distroless'            | ['var/lib/dpkg/status.d/base': 'Package: base\nVersion: 12.4\nArchitecture: all\nDescription: x\n Version: 9\n',
                                   'var/lib/dpkg/status.d/base.md5sums': 'Package: no\nVersion: 1\n']             || ['base 12.4 all']
    }

    def "apk: the database in #path lists #packages"() {
        given:
        def text = 'C:Q1\nP:musl\nV:1.2.4_git20230717-r4\nA:x86_64\nS:1\nF:lib\nR:ld-musl\n\nP:nginx\nV:1.24.0-r16\nA:x86_64\n'

        expect:
        new Apk().packages(new MapTree([(path): text]))*.toString() == packages

        where:
        path                       || packages
        'lib/apk/db/installed'     || ['InstalledPackage[name=musl, version=1.2.4_git20230717-r4, architecture=x86_64, database=apk, slot=]',
                                       'InstalledPackage[name=nginx, version=1.24.0-r16, architecture=x86_64, database=apk, slot=]']
        'usr/lib/apk/db/installed' || ['InstalledPackage[name=musl, version=1.2.4_git20230717-r4, architecture=x86_64, database=apk, slot=]',
                                       'InstalledPackage[name=nginx, version=1.24.0-r16, architecture=x86_64, database=apk, slot=]']
        'lib/apk/other'            || []
    }

    def "portage: the folder #folder is #packages"() {
        expect:
        new Portage().packages(new MapTree([("var/db/pkg/$folder/PF".toString()): '', ("var/db/pkg/$folder/CHOST".toString()): 'x86_64-pc-linux-musl\n']))
            .collect { "${it.name()} ${it.version()} ${it.architecture()}".toString() } == packages

        where:
        folder                             || packages
        'sys-apps/busybox-1.36.1-r3'       || ['sys-apps/busybox 1.36.1-r3 x86_64']
        'dev-libs/openssl-3.0.13'          || ['dev-libs/openssl 3.0.13 x86_64']
        'dev-libs/openssl-1.1.1w'          || ['dev-libs/openssl 1.1.1w x86_64']
        'sys-libs/timezone-data-2024a-r1'  || ['sys-libs/timezone-data 2024a-r1 x86_64']
        'x11/font-adobe-100dpi-1.0.4'      || ['x11/font-adobe-100dpi 1.0.4 x86_64']
        'app/foo-1.2_rc3_p1-r2'            || ['app/foo 1.2_rc3_p1-r2 x86_64']
        'app/-MERGING-foo'                 || []
    }

    def "rpm: every package of a database that rpm wrote is read"() {
        when:
        def packages = new Rpm().packages(new MapTree([("$folder/rpmdb.sqlite".toString()): RPMDB, ("$folder/rpmdb.sqlite-wal".toString()): '']))

        then:
        packages.size() == 43
        packages.find { it.name() == 'nginx' } == new InstalledPackage('nginx', '1.20.1-14.el9', 'noarch', 'rpm')
        packages.find { it.name() == 'tzdata' } == new InstalledPackage('tzdata', '2024a-1.el9', 'noarch', 'rpm')
        packages*.name().count { it.startsWith('filler') } == 40

        where:
        folder << ['var/lib/rpm', 'usr/lib/sysimage/rpm']
    }

    def "rpm: #what is told of"() {
        when:
        new Rpm().packages(new MapTree(files))

        then:
        def refused = thrown(VersionException)
        refused.what() == message
        refused.hint() == 'use version fromCommand or fromLabel for this image'

        where:
        what                    | files                                                                        || message
        'Berkeley DB'           | ['var/lib/rpm/Packages': 'x']                                                || 'the rpm database var/lib/rpm/Packages has a form that Stave does not read'
        'ndb'                   | ['usr/lib/sysimage/rpm/Packages.db': 'x']                                    || 'the rpm database usr/lib/sysimage/rpm/Packages.db has a form that Stave does not read'
        'a log with content'    | ['var/lib/rpm/rpmdb.sqlite': RPMDB, 'var/lib/rpm/rpmdb.sqlite-wal': 'x']     || 'the rpm database var/lib/rpm/rpmdb.sqlite was left open, part of it is in its log'
        'something else'        | ['var/lib/rpm/rpmdb.sqlite': 'x' * 200]                                      || 'the rpm database var/lib/rpm/rpmdb.sqlite is damaged'
        'a short file'          | ['var/lib/rpm/rpmdb.sqlite': 'x']                                            || 'the rpm database var/lib/rpm/rpmdb.sqlite is damaged'
        'half a file'           | ['var/lib/rpm/rpmdb.sqlite': Arrays.copyOf(RPMDB, RPMDB.length.intdiv(2))]   || 'the rpm database var/lib/rpm/rpmdb.sqlite is damaged'
    }

    def "rpm: bytes flipped anywhere are read or told of, never anything else"() {
        given:
        def random = new Random(7)

        expect:
        (1..60).every {
            byte[] broken = RPMDB.clone()
            10.times { broken[random.nextInt(broken.length)] = (byte) random.nextInt() }
            answered(broken)
        }
    }

    private static boolean answered(byte[] database) {
        try {
            return new Rpm().packages(new MapTree(['var/lib/rpm/rpmdb.sqlite': database])) != null
        } catch (VersionException ignored) {
            return true
        }
    }

    private static String stanza(String name, String version, String status = 'install ok installed') {
        "Package: $name\nStatus: $status\nArchitecture: amd64\nVersion: $version\nDescription: words\n more words: here\n\n"
    }
}
