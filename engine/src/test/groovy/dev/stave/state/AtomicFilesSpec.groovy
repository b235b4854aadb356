package dev.stave.state

import dev.stave.model.HostException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Specification
import spock.lang.TempDir

class AtomicFilesSpec extends Specification {
    @TempDir
    Path folder

    def "a file is replaced, its folder made, and nothing is left beside it"() {
        given:
        def file = folder.resolve('new/a.json')

        when:
        AtomicFiles.write(file, 'one')
        AtomicFiles.write(file, 'two')

        then:
        Files.readString(file) == 'two'
        Files.list(file.parent).toList() == [file]
    }

    def "a file keeps its rights, and a new one gets those of any new file"() {
        given:
        def (kept, fresh, plain) = ['kept', 'fresh', 'plain'].collect { folder.resolve(it) }
        Files.writeString(kept, 'old')
        Files.writeString(plain, 'plain')
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString('rw-rw----'))

        when:
        AtomicFiles.write(kept, 'new')
        AtomicFiles.write(fresh, 'new')

        then:
        PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)) == 'rw-rw----'
        Files.getPosixFilePermissions(fresh) == Files.getPosixFilePermissions(plain)
    }

    def "what cannot be written is told in a sentence"() {
        given:
        Files.writeString(folder.resolve('file'), '')

        when:
        AtomicFiles.write(folder.resolve('file/a'), 'x')

        then:
        def e = thrown(HostException)
        e.what() == "cannot write ${folder.resolve('file/a')}: ${folder.resolve('file')}"
    }
}
