package dev.stave.oci.layer

import dev.stave.fixture.Layers
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import org.apache.commons.compress.archivers.tar.TarArchiveEntry
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream
import org.apache.commons.compress.archivers.tar.TarConstants
import spock.lang.Specification
import spock.lang.TempDir

class LayerGroupsSpec extends Specification {
    static final Instant THEN = Instant.parse('2026-11-15T00:00:00Z')
    static final Map<String, String> ZLIB = ['usr/': '', 'usr/lib/': '', 'usr/lib/libz.so.1.3': 'zlib' * 10, 'usr/lib/libz.so.1': '-> libz.so.1.3']
    static final Map<String, String> OWNERS = [
        'usr/lib/libz.so.1.3': 'sys-libs/zlib-1.3', 'usr/lib/libz.so.1': 'sys-libs/zlib-1.3',
        'usr/bin/nginx'      : 'www/nginx-1.27', 'usr/bin/curl': 'net-misc/curl-8']

    @TempDir Path folder
    LayoutStore store
    LayerWriter writer

    void setup() {
        store = new LayoutStore(folder.resolve('store'))
        writer = new LayerWriter(store, folder.resolve('tmp'), Runnable::run)
    }

    def "each group has its files and the folders to them, the last layer has the rest"() {
        when:
        def layers = split(ZLIB + ['usr/bin/': '', 'usr/bin/nginx': 'nginx', 'etc/': '', 'etc/motd': 'hello', 'var/': '', 'var/empty/': ''])

        then:
        layers.collectEntries { [it.group(), Layers.lines(store, it.layer().blob())] } == [
            'sys-libs/zlib-1.3': ['d 0755 0:0 usr/', 'd 0755 0:0 usr/lib/', 'l 0777 0:0 usr/lib/libz.so.1 -> libz.so.1.3', '- 0644 0:0 usr/lib/libz.so.1.3'],
            'www/nginx-1.27'   : ['d 0755 0:0 usr/', 'd 0755 0:0 usr/bin/', '- 0644 0:0 usr/bin/nginx'],
            ''                 : ['d 0755 0:0 etc/', '- 0644 0:0 etc/motd', 'd 0755 0:0 var/', 'd 0755 0:0 var/empty/'],
        ]
    }

    def "two images with the same package share its layer, whatever else is in them and whenever folders were made"() {
        given:
        def one = split(ZLIB + ['usr/bin/': '', 'usr/bin/nginx': 'nginx', 'etc/': '', 'etc/motd': 'one'], 1_700_000_000)
        def two = split(['usr/bin/': '', 'usr/bin/curl': 'curl'] + ZLIB + ['etc/': '', 'etc/motd': 'two'], 1_600_000_000)

        expect:
        layer(one, 'sys-libs/zlib-1.3').diffId() == layer(two, 'sys-libs/zlib-1.3').diffId()
        layer(one, 'sys-libs/zlib-1.3').blob() == layer(two, 'sys-libs/zlib-1.3').blob()
        layer(one, '').diffId() != layer(two, '').diffId()
    }

    def "small groups come into the last layer, and only the largest have one where there are many"() {
        expect:
        split(ZLIB + ['usr/bin/': '', 'usr/bin/nginx': 'nginx', 'usr/bin/curl': 'curl'], 0, groups(smallest, most))*.group() == names

        where:
        smallest | most || names
        1        | 9    || ['net-misc/curl-8', 'sys-libs/zlib-1.3', 'www/nginx-1.27']
        5        | 9    || ['sys-libs/zlib-1.3', 'www/nginx-1.27', '']
        1        | 1    || ['sys-libs/zlib-1.3', '']
        1        | 2    || ['sys-libs/zlib-1.3', 'www/nginx-1.27', '']
        99       | 9    || ['']
    }

    def "a file with names in two groups belongs to none, one with names in a group stays whole"() {
        when:
        def layers = split(['usr/': '', 'usr/lib/': '', 'usr/lib/libz.so.1.3': 'zlib', 'usr/lib/libz.so.1': '=> usr/lib/libz.so.1.3',
                            'usr/bin/': '', 'usr/bin/nginx': 'same', 'usr/bin/curl': '=> usr/bin/nginx'])

        then:
        layers*.group() == ['sys-libs/zlib-1.3', '']
        Layers.lines(store, layers[0].layer().blob()).last() == 'h 0644 0:0 usr/lib/libz.so.1.3 -> usr/lib/libz.so.1'
        Layers.lines(store, layers[1].layer().blob()) == ['d 0755 0:0 usr/bin/', '- 0644 0:0 usr/bin/curl', 'h 0644 0:0 usr/bin/nginx -> usr/bin/curl']
    }

    def "an empty tree is one empty layer"() {
        expect:
        split([:])*.group() == ['']
    }

    private List<GroupedLayer> split(Map<String, String> files, long seconds = 0, LayerGroups groups = groups(1, 9)) {
        writer.fromTar(new ByteArrayInputStream(tar(files, seconds)), LayerOptions.at(THEN).clamping(), groups)
    }

    private static LayerGroups groups(long smallest, int most) {
        new LayerGroups({ OWNERS.getOrDefault(it, '') }, smallest, most)
    }

    private static Layer layer(List<GroupedLayer> layers, String group) {
        layers.find { it.group() == group }.layer()
    }

    /** Folders have the time given, all else the time 7; {@code -> x} is a symbolic link, {@code => x} a hard one. */
    private static byte[] tar(Map<String, String> files, long seconds) {
        def bytes = new ByteArrayOutputStream()
        new TarArchiveOutputStream(bytes).withCloseable { out ->
            files.each { path, content ->
                def link = content.startsWith('-> ') ? TarConstants.LF_SYMLINK : content.startsWith('=> ') ? TarConstants.LF_LINK : null
                def entry = link ? new TarArchiveEntry(path, link) : new TarArchiveEntry(path)
                byte[] data = link || path.endsWith('/') ? new byte[0] : content.bytes
                if (link) {
                    entry.linkName = content.substring(3)
                }
                entry.mode = path.endsWith('/') ? 0755 : content.startsWith('-> ') ? 0777 : 0644
                entry.size = data.length
                entry.setModTime((path.endsWith('/') ? seconds : 7L) * 1000)
                out.putArchiveEntry(entry)
                out.write(data)
                out.closeArchiveEntry()
            }
        }
        bytes.toByteArray()
    }
}
