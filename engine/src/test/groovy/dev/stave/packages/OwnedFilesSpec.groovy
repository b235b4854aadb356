package dev.stave.packages

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class OwnedFilesSpec extends Specification {
    @TempDir Path folder

    def "#path belongs to '#owner'"() {
        given:
        def file = Files.writeString(folder.resolve('owned.tsv'), '/usr/bin/nginx\twww/nginx-1.27\n/lib/libz.so\tsys-libs/zlib-1.3-r1\n/usr/share/a\tb c\ta/b-1\nbroken\n')

        expect:
        OwnedFiles.read(file).ownerOf(path) == owner

        where:
        path               || owner
        'usr/bin/nginx'    || 'www/nginx-1.27'
        '/usr/bin/nginx'   || 'www/nginx-1.27'
        '/usr/lib/libz.so' || 'sys-libs/zlib-1.3-r1'
        '/lib/libz.so'     || 'sys-libs/zlib-1.3-r1'
        '/usr/share/a\tb c' || 'a/b-1'
        '/usr/bin'         || ''
        'broken'           || ''
    }

    def "without a list nothing is owned"() {
        expect:
        OwnedFiles.read(folder.resolve('none')).ownerOf('/usr/bin/nginx') == ''
    }
}
