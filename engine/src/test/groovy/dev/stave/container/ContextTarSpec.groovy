package dev.stave.container

import dev.stave.model.Platform
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream
import spock.lang.Specification
import spock.lang.TempDir

class ContextTarSpec extends Specification {
    @TempDir
    Path folder

    def context

    def setup() {
        context = Files.createDirectories(folder.resolve('context'))
        Files.writeString(folder.resolve('Dockerfile'), 'FROM scratch\n')
        file('b', 'rwxr-x---')
        file('a/deep/kept', 'rw-r--r--')
        file('a/left', 'rw-r--r--')
        file('node_modules/x', 'rw-r--r--')
        file("long/${'n' * 120}", 'rw-r--r--')
        Files.createSymbolicLink(context.resolve('link'), Path.of('b'))
    }

    def "it is sorted, of one time, root's, with modes and links; ignored files stay behind, folders of kept ones do not"() {
        when:
        def entries = entries(write { it == 'a' || it == 'a/left' || it == 'node_modules' || it.startsWith('node_modules/') })

        then:
        entries*.name == ['a/', 'a/deep/', 'a/deep/kept', 'b', 'link', 'long/', "long/${'n' * 120}".toString(), '.stave.Dockerfile']
        entries.every { it.modTime.toInstant() == Instant.ofEpochSecond(86400) && it.longUserId == 0 && it.userName == '' }
        (entries[3].mode & 07777) == 0750
        entries[4].symbolicLink && entries[4].linkName == 'b'
    }

    def "another checkout of the same files is the same bytes"() {
        given:
        def first = write { false }

        when:
        Files.walk(context).filter { Files.isRegularFile(it) }.forEach { Files.setLastModifiedTime(it, FileTime.fromMillis(1)) }

        then:
        write { false } == first
    }

    private void file(String path, String mode) {
        Path file = context.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, path)
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))
    }

    private byte[] write(Closure<Boolean> ignored) {
        def out = new ByteArrayOutputStream()
        new ContextTar(new DockerfileBuild('x', folder.resolve('Dockerfile'), context, ignored, Platform.parse('linux/amd64'), new TreeMap<>(), null,
            new TreeMap<>(), [], false, 86400, Owner.current('r'))).writeWithDockerfile(out)
        out.toByteArray()
    }

    private static List entries(byte[] tar) {
        def all = []
        def stream = new TarArchiveInputStream(new ByteArrayInputStream(tar))
        for (def entry = stream.nextEntry; entry != null; entry = stream.nextEntry) {
            all << entry
        }
        all
    }
}
