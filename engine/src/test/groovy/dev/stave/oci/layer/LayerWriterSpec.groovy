package dev.stave.oci.layer

import dev.stave.oci.ImageException
import dev.stave.oci.MediaTypes
import dev.stave.oci.layout.LayoutStore
import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.zip.GZIPInputStream
import com.github.luben.zstd.ZstdInputStream
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

class LayerWriterSpec extends Specification {
    static final Instant THEN = Instant.parse('2026-11-15T00:00:00Z')
    static final String LONG = 'a-long-name-' * 18 + '/' + 'deeper-and-deeper-' * 5

    @TempDir Path folder
    Path tree
    LayoutStore store
    ExecutorService threads = Executors.newFixedThreadPool(2)
    LayerWriter writer

    def setup() {
        tree = Files.createDirectories(folder.resolve('tree'))
        store = new LayoutStore(folder.resolve('store'))
        writer = new LayerWriter(store, folder.resolve('store/tmp'), threads)
    }

    def cleanup() {
        threads.shutdownNow()
    }

    def "a tree keeps modes, links, pipes and long and foreign names, sorted, with one time"() {
        given:
        someTree()

        when:
        def layer = writer.fromTar(tar(), options())

        then:
        layer.blob().mediaType() == MediaTypes.OCI_LAYER_GZIP
        layer.entries() == 13
        store.verify(layer.blob().digest())
        listing(layer) == [
            "drwxr-xr-x 0/0 0 2026-11-15 00:00:00 ${LONG.split('/')[0]}/",
            "-rw-r--r-- 0/0 4 2026-11-15 00:00:00 $LONG",
            '-rw-r--r-- 0/0 4 2026-11-15 00:00:00 a',
            'hrw-r--r-- 0/0 0 2026-11-15 00:00:00 b/other link to a',
            'lrwxrwxrwx 0/0 0 2026-11-15 00:00:00 b/points -> ../a',
            "lrwxrwxrwx 0/0 0 2026-11-15 00:00:00 dangling -> $LONG",
            'drwxrwxrwt 0/0 0 2026-11-15 00:00:00 tmp/',
            'drwxr-sr-x 0/0 0 2026-11-15 00:00:00 groupfolder/',
            '-rwsr-xr-x 0/0 2 2026-11-15 00:00:00 su',
            '-rwxr-sr-x 0/0 2 2026-11-15 00:00:00 write',
            'prw-r--r-- 0/0 0 2026-11-15 00:00:00 pipe',
            '-rw-r--r-- 0/0 7 2026-11-15 00:00:00 Grüße-界',
            'drwxr-xr-x 0/0 0 2026-11-15 00:00:00 b/'
        ]*.toString() as Set
        LayerListing.of(store, layer.blob().digest(), ReadLimits.DEFAULT).get()*.name().collect { ByteText.text(it) } == names(layer)
        names(layer) == names(layer).sort { x, y -> Arrays.compareUnsigned(x.getBytes('UTF-8'), y.getBytes('UTF-8')) }
        "gzip -t ${store.file(layer.blob().digest()).get()}".execute().waitFor() == 0
    }

    def "the digest is the same #what"() {
        given:
        someTree()
        tree.resolve('large').toFile().bytes = noise(2500000)
        def once = writer.fromTar(tar(), options())

        when:
        sh('touch -d 2001-01-01 *')
        def again = new LayerWriter(store, folder.resolve('store/tmp'), executor ?: threads).fromTar(tar(arguments, environment), options())

        then:
        again == once

        where:
        what                              | arguments          | environment             | executor
        'in two runs'                     | []                 | [:]                     | null
        'with one thread'                 | []                 | [:]                     | { it.run() }
                'when entries come in other order'| ['--sort=name']    | [:]                     | null
        'in the GNU format'               | ['--format=gnu']   | [:]                     | null
    }

    def "extracting the layer with GNU tar and packing that again gives the same layer"() {
        given:
        someTree()
        def layer = writer.fromTar(tar(), options())
        def copy = Files.createDirectories(folder.resolve('copy'))

        when:
        def out = run(['tar', '-xpzf', store.file(layer.blob().digest()).get().toString(), '-C', copy.toString(), '--no-same-owner'])
        tree = copy

        then:
        out == ''
        writer.fromTar(tar(), options()) == layer
        Files.isSameFile(copy.resolve('a'), copy.resolve('b/other'))
    }

    def "times of a root file system are only cut off at the top"() {
        given:
        ['early', 'late'].each { tree.resolve(it).toFile().text = it }
        sh('touch -d 2020-02-02T02:02:02Z early; touch -d 2030-01-01 late')

        expect:
        listing(writer.fromTar(tar(), options().clamping())) == [
            '-rw-r--r-- 0/0 5 2020-02-02 02:02:02 early', '-rw-r--r-- 0/0 4 2026-11-15 00:00:00 late'] as Set
    }

    def "what the running user owns becomes root's, other owners stay"() {
        given:
        tree.resolve('f').toFile().text = 'x'

        expect:
        listing(writer.fromTar(tar(["--owner=$uid", "--group=$gid"]), LayerOptions.at(THEN).with(Owners.of(new Owners.Id(1000, 1001))))) ==
            ["-rw-r--r-- $owner 1 2026-11-15 00:00:00 f".toString()] as Set

        where:
        uid     | gid     || owner
        1000    | 1001    || '0/0'
        1000    | 5       || '0/5'
        7       | 8       || '7/8'
        3000000 | 4000000 || '3000000/4000000'
    }

    def "attributes are kept to the byte, those of the host are not"() {
        given:
        def pax = new ByteArrayOutputStream()
        def out = new TarWriter(pax)
        def xattrs = ['security.capability': ByteText.of([1, 0, 0, 2, 0x80, 0xff, 0, 10] as byte[], 0, 8), 'user.x': '', 'security.selinux': 'host', 'trusted.overlay.origin': 'y'] as TreeMap
        out.write(new TarEntry('f', TarEntry.FILE, 0755, 0, 0, 0, 0, '', 0, 0, xattrs))
        out.finish()

        when:
        def layer = writer.fromTar(new ByteArrayInputStream(pax.toByteArray()), options())

        then:
        new TarReader(plain(layer)).next().xattrs() == xattrs.findAll { it.key in ['security.capability', 'user.x'] }
    }

    @Tag('real')
    def "devices and file capabilities survive the way through GNU tar and back"() {
        given:
        sh('mknod null c 1 3; mknod disk b 259 65537; cp /bin/true ping; setcap cap_setuid,cap_net_raw+ep ping; setfattr -n user.note -v hello ping; chmod 0620 disk; chown 33:44 null')
        def layer = writer.fromTar(tar(), options())
        def copy = Files.createDirectories(folder.resolve('copy'))

        when:
        run(['tar', '--xattrs', '--xattrs-include=*', '-xpzf', store.file(layer.blob().digest()).get().toString(), '-C', copy.toString()])

        then:
        run(['getcap', copy.resolve('ping').toString()]).contains('cap_setuid,cap_net_raw=ep')
        run(['getfattr', '--absolute-names', '--only-values', '-n', 'user.note', copy.resolve('ping').toString()]) == 'hello'
        run(['stat', '-c', '%F %t,%T %a %u:%g', copy.resolve('null').toString()]) == 'character special file 1,3 644 33:44\n'
        run(['stat', '-c', '%F %t,%T %a %u:%g', copy.resolve('disk').toString()]) == 'block special file 103,10001 620 0:0\n'
    }

    def "a file of more than 8 GiB has a head that GNU tar and we read"() {
        given:
        def big = (9L << 30) + 1
        def file = folder.resolve('big.tar').toFile()
        def head = new ByteArrayOutputStream()
        new TarWriter(head).write(new TarEntry('big', TarEntry.FILE, 0644, 0, 0, big, 1, '', 0, 0, new TreeMap()))
        file.bytes = head.toByteArray()
        new RandomAccessFile(file, 'rw').withCloseable { it.length = head.size() + big + TarBlock.padding(big) + 1024 }

        expect:
        run(['tar', '-tvf', file.toString(), '--utc', '--full-time', '--numeric-owner']).replaceAll(/ +/, ' ') == "-rw-r--r-- 0/0 $big 1970-01-01 00:00:01 big\n"
        new TarReader(new ByteArrayInputStream(head.toByteArray())).next().size() == big
    }

    def "zstd on request holds the same tar"() {
        given:
        someTree()

        when:
        def gzip = writer.fromTar(tar(), options())
        def zstd = writer.fromTar(tar(), options().with(Compression.ZSTD))

        then:
        zstd.blob().mediaType() == MediaTypes.OCI_LAYER_ZSTD
        zstd.diffId() == gzip.diffId()
        new ZstdInputStream(store.open(zstd.blob().digest())).bytes == plain(gzip).bytes
    }

    def "the same files give the digest that they always gave"() {
        given:
        def tar = new TarBuilder().folder('etc').file('etc/conf', 'a').link('etc/link', 'conf').hardLink('etc/other', 'etc/conf').file('x' * 120, 'long').file('Größe', 'foreign')

        expect:
        writer.fromTar(tar.stream(), LayerOptions.at(THEN)).diffId().toString() == 'sha256:2232d75f370586fb0d560391796e1b61b3c523e52ee187a086a02c9b1e30bd85'
    }

    def "gzip in blocks is one member that others read, whatever the content: #what"() {
        given:
        def out = new ByteArrayOutputStream()

        when:
        def gzip = new BlockGzip(out, threads, 3)
        gzip.write(content, 0, content.length)
        gzip.finish()
        gzip.close()

        then:
        new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).bytes == content
        out.toByteArray()[0..9] == [0x1f, -117, 8, 0, 0, 0, 0, 0, 0, -1]
        out.size() < content.length * most + 100

        where:
        what                     | content                                        || most
        'nothing'                | new byte[0]                                    || 0
        'a byte'                 | 'x'.bytes                                      || 1
        'one block exactly'      | new byte[1 << 20]                              || 0.002
        'noise over blocks'      | noise((1 << 20) + 17)                          || 1.001
        'text over blocks'       | ('The quick brown fox. ' * 100_000).bytes      || 0.01
        'noise between texts'    | textAndNoise()                                 || 0.51
        'values equally often'   | counted(3_000_000)                             || 0.02
        'noise in base 64'       | noise(1_200_000).encodeBase64().toString().bytes || 0.77
    }

    def "noise is what is compressed already, not what is merely even"() {
        given:
        def content = TarBuilder.gzip(words(2_000_000))
        def test = new NoiseTest()

        expect:
        test.isNoise(noise(8192), 0, 8192)
        test.isNoise(content, content.length.intdiv(2), 8192)
        !test.isNoise(noise(4095), 0, 4095)
        !test.isNoise(counted(8192), 0, 8192)
        !test.isNoise(('words and ' * 1000).bytes, 0, 8192)

        cleanup:
        test.end()
    }

    def "refuses #what"() {
        when:
        writer.fromTar(new ByteArrayInputStream(archive), options())

        then:
        def e = thrown(ImageException)
        e.message == message
        folder.resolve('store/tmp').toFile().list().length == 0

        where:
        what                          | archive                                                       || message
        'a name that climbs'          | archive([entry('../../etc/passwd', TarEntry.FIFO)])           || "the archive has the entry '../../etc/passwd', which climbs out of it with '..'"
        'a deletion'                  | archive([entry('a/.wh.b', TarEntry.FIFO)])                    || "'a/.wh.b' cannot be in an image: its name means a deletion in layers"
        'something below a link'      | archive([entry('a', TarEntry.SYMLINK, '/'), entry('a/b', TarEntry.FIFO)]) || "'a/b' lies in 'a', which is not a folder"
        'a hard link to nothing'      | archive([entry('a', TarEntry.HARD_LINK, 'gone')])             || "'a' is another name of 'gone', which is not packed with it"
        'a sparse file'               | archive([entry('s', 'S' as char)])                            || "the archive has the entry 's' of a kind that Stave does not take ('S')"
        'what ends in the middle'     | archive([entry('a', TarEntry.FIFO)])[0..600] as byte[]        || 'the archive is damaged: it ends in the middle of an entry'
        'no tar'                      | ('x' * 1024).bytes                                            || "the archive is damaged: the checksum of an entry's head is wrong"
    }

    private void someTree() {
        sh("""umask 022; echo abc >a; mkdir b; ln a b/other; ln -s ../a b/points; ln -s '$LONG' dangling; mkdir tmp groupfolder; chmod 1777 tmp
            echo 1 >su; echo 2 >write; chmod 4755 su; chmod 2755 write; chmod 2755 groupfolder; mkfifo pipe; mkdir -p "\$(dirname '$LONG')"; echo def >'$LONG'; echo 界界 >'Grüße-界'""")
    }

    private LayerOptions options() {
        int uid = Files.getAttribute(folder, 'unix:uid', LinkOption.NOFOLLOW_LINKS)
        int gid = Files.getAttribute(folder, 'unix:gid', LinkOption.NOFOLLOW_LINKS)
        LayerOptions.at(THEN).with(Owners.of(new Owners.Id(uid, gid)))
    }

    private InputStream tar(List<String> arguments = [], Map<String, String> environment = [:]) {
        def process = new ProcessBuilder(['tar', '-C', tree.toString()] + (arguments.any { it.startsWith('--format') } ? [] : ['--xattrs', '--xattrs-include=*']) + ['--numeric-owner', *arguments*.toString(), '-c', '.'])
        process.environment().putAll(environment)
        process.redirectError(ProcessBuilder.Redirect.DISCARD).start().inputStream
    }

    private InputStream plain(Layer layer) {
        new GZIPInputStream(store.open(layer.blob().digest()))
    }

    private Set<String> listing(Layer layer) {
        run(['tar', '-tvzf', store.file(layer.blob().digest()).get().toString(), '--utc', '--full-time', '--numeric-owner', '--quoting-style=literal'])
            .readLines().collect { it.replaceAll(/ +/, ' ') }
    }

    private List<String> names(Layer layer) {
        run(['tar', '-tzf', store.file(layer.blob().digest()).get().toString(), '--quoting-style=literal']).readLines().collect { it.replaceAll('/$', '') }
    }

    private void sh(String script) {
        assert run(['sh', '-c', script]) == ''
    }

    private String run(List<String> command) {
        def process = new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true)
        process.environment().putAll(LC_ALL: 'C.UTF-8')
        process.start().inputStream.getText('UTF-8')
    }

    private static TarEntry entry(String name, char type, String link = '') {
        new TarEntry(name, type, 0644, 0, 0, 0, 0, link, 0, 0, new TreeMap())
    }

    private static byte[] archive(List<TarEntry> entries) {
        def bytes = new ByteArrayOutputStream()
        def out = new TarWriter(bytes)
        entries.each { out.write(it) }
        out.finish()
        bytes.toByteArray()
    }

    private static byte[] noise(int size) {
        def bytes = new byte[size]
        new Random(1).nextBytes(bytes)
        bytes
    }

    /** Files in turn, of which one half is noise. */
    private static byte[] textAndNoise() {
        def out = new ByteArrayOutputStream()
        20.times {
            out.write(('a line of text, and another one; ' * 4000).bytes)
            out.write(noise(132_000))
        }
        out.toByteArray()
    }

    private static byte[] words(int size) {
        def dice = new Random(2)
        def words = (0..3000).collect { Long.toString(dice.nextLong().abs(), 36).take(3 + dice.nextInt(6)) }
        def out = new StringBuilder()
        while (out.length() < size) {
            out << words[dice.nextInt(words.size())] << ' '
        }
        out.toString().bytes
    }

    /** 0, 1, 2, … 255, 0, … */
    private static byte[] counted(int size) {
        def bytes = new byte[size]
        size.times { bytes[it] = (byte) it }
        bytes
    }
}
