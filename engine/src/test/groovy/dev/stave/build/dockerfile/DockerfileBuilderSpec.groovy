package dev.stave.build.dockerfile

import dev.stave.build.BuildException
import dev.stave.build.BuildOrder
import dev.stave.container.Engines as FoundEngines
import dev.stave.container.Owner
import dev.stave.container.StoreArchive
import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.Engines
import dev.stave.model.Destination
import dev.stave.model.ImageName
import dev.stave.model.ImageSettings
import dev.stave.model.ImageSpec
import dev.stave.model.Inventory
import dev.stave.model.Platform
import dev.stave.model.Source
import dev.stave.oci.ImageConfig
import dev.stave.oci.PlatformImage
import dev.stave.oci.layer.ArchiveImport
import dev.stave.oci.layer.LayerRewriter
import dev.stave.oci.layout.LayoutStore
import dev.stave.process.Command
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Instant
import java.util.zip.GZIPInputStream
import org.apache.commons.compress.archivers.tar.TarArchiveEntry
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir
import spock.lang.Timeout

@Tag('real')
@Timeout(120)
class DockerfileBuilderSpec extends Specification {
    static final List<String> KINDS = ['docker', 'podman', 'buildah']
    static final Platform AMD64 = Platform.parse('linux/amd64')
    static final ImageName BUSYBOX = ImageName.parse('web/busybox')
    static final ImageName API = ImageName.parse('web/api')

    @Shared
    @TempDir
    Path shared

    @Shared
    @AutoCleanup
    Engines engines

    @Shared
    LayoutStore store

    @Shared
    PlatformImage busybox

    @TempDir
    Path folder

    def log = Collections.synchronizedList([])
    def builds = 0
    def ours = Owner.current("spec${UUID.randomUUID().toString().take(8)}")

    def setupSpec() {
        engines = new Engines(shared.resolve('e'))
        store = new LayoutStore(shared.resolve('store'))
        busybox = Engines.busybox(store)
    }

    def "#kind builds on the parent's own blobs, keeps what Docker knows, and leaves nothing of the build behind"() {
        given:
        write('api/Dockerfile', '''
            ARG BASE
            FROM ${BASE}
            COPY . /app
            RUN rm /bin/kill && echo made > /made && ln /made /other && mkdir -p /var/lib
            HEALTHCHECK CMD ["true"]
            ONBUILD RUN true
            '''.stripIndent())
        write('api/.dockerignore', 'left\n')
        write('api/kept', 'kept')
        write('api/left', 'left')

        when:
        def built = build(kind, declared([:]))

        then:
        built.layers().subList(0, busybox.layers().size()) == busybox.layers()
        def config = config(built)
        config.created().get() == Engines.CREATED
        config.healthcheck() == ['CMD', 'true']
        config.onBuild() == ['RUN true']
        config.labels() == new TreeMap([who: 'stack'])
        def entries = ownEntries(built)
        entries.keySet().containsAll(['app/kept', 'app/Dockerfile', 'bin/.wh.kill', 'made', 'other', 'var/lib/'])
        !entries.keySet().any { it.contains('left') || it.contains('.stave.') }
        entries.values().every { it.modTime.time <= Engines.CREATED.toEpochMilli() }
        entries['other'].link || entries['made'].link

        and: 'the engine has no image of it any more'
        !engines[kind].owners().contains(ours)
        engines[kind].owners().every { !ours.covers(it) }

        where:
        kind << KINDS
    }

    def "on #kind the same files give the same image at another time"() {
        given:
        write('api/Dockerfile', 'FROM busybox\nCOPY . /app\nRUN echo made > /made\nWORKDIR /srv\n')
        write('api/kept', 'kept')

        when:
        def first = build(kind, declared(parent: null))
        Files.setLastModifiedTime(folder.resolve('api/kept'), FileTime.from(Instant.parse('2026-05-05T05:05:05Z')))
        def second = build(kind, declared(parent: null))

        then:
        !new String(config(second).bytes()).contains('dev.stave')
        second.config().digest() == first.config().digest()
        second.manifest() == first.manifest()

        where:
        kind << KINDS
    }

    def "on #kind what the engine's cache has is not built again, and gives the same image"() {
        given:
        write('api/Dockerfile', "FROM busybox\nRUN echo ${UUID.randomUUID()} > /made && head -c 9 /dev/urandom > /random\n")

        when:
        def first = build(kind, declared(parent: null, cache: true))
        def second = build(kind, declared(parent: null, cache: true))

        then:
        second.config().digest() == first.config().digest()
        engines[kind].owners().every { !ours.covers(it) }

        where:
        kind << KINDS
    }

    def "#kind copies from other images of the stack, stops at a target, and takes arguments and secrets"() {
        given:
        write('api/Dockerfile', '''
            FROM busybox AS tools
            FROM scratch AS out
            ARG MODE
            COPY --from=tools /bin/busybox /bin/sh
            COPY --from=web/busybox /etc /copied
            RUN --mount=type=secret,id=tok ["/bin/sh", "-c", "echo $(cat /run/secrets/tok) > /dev/null; echo $MODE > /mode"]
            FROM tools
            RUN false
            '''.stripIndent())

        when:
        def built = build(kind, declared(parent: null, target: 'out', arguments: [MODE: 'prod'], secrets: [tok: 'TOKEN']))

        then:
        def entries = ownEntries(built, 0)
        entries.keySet().containsAll(['bin/sh', 'mode'])
        !entries.keySet().contains('bin/kill')
        !log.join('\n').contains('s3cret')

        where:
        kind << KINDS
    }

    def "the layers of an outside base stay what they are, and only the build's own get our times"() {
        given:
        def registry = DockerRegistry.start(folder.resolve('registry'))
        def archive = folder.resolve('outside.tar')
        archive.toFile().withOutputStream { new StoreArchive('outside:1', busybox, store).write(it) }
        def digest = push(archive, "${registry.host}/outside:1")
        write('api/Dockerfile', "FROM ${registry.host}/outside:1\nRUN echo made > /made\n")

        when:
        def built = build('docker', declared(parent: null), [("${registry.host}/outside:1".toString()): digest], Instant.EPOCH.plusSeconds(86400))

        then:
        built.diffIds().subList(0, busybox.diffIds().size()) == busybox.diffIds()
        ownEntries(built).values()*.modTime*.time.unique() == [86400_000L]

        cleanup:
        registry?.close()
    }

    def "a build that fails says which image, what the engine said and the last lines"() {
        given:
        write('api/Dockerfile', 'FROM $BASE\nRUN echo almost && exit 3\n')

        when:
        build(kind, declared([:]))

        then:
        def e = thrown(BuildException)
        e.what().startsWith("image 'web/api' could not be built from 'api/Dockerfile' by $kind: the build of ")
        e.what().contains('\nalmost')

        where:
        kind << KINDS
    }

    def "what cannot be built is said before: #complaint"() {
        given:
        def engine = engines['buildah']
        def found = FoundEngines.of(engine)

        expect:
        builder(found).complaints(declared([:]), platforms) == complaints

        where:
        platforms                                   | complaints
        [AMD64]                                     | []
        [AMD64, Platform.parse('linux/s390x')]      | ['buildah on linux/amd64 cannot build for linux/s390x: this host has no emulation (binfmt_misc and qemu-user-static)']
        complaint = complaints.join()
    }

    private ImageSpec declared(Map<String, Object> said) {
        def source = new Source.Dockerfile('api/Dockerfile', 'api', new TreeMap<>((said.arguments ?: [:]) as Map), said.target as String,
            new TreeMap<>((said.secrets ?: [:]) as Map), said.cache as boolean)
        image('web/api', source, parent: said.containsKey('parent') ? said.parent : BUSYBOX,
            settings: new ImageSettings(null, null, [], new TreeMap([:]), new TreeMap([who: 'stack']), null, null, [], null, null))
    }

    private static ImageSpec image(Map<String, Object> said, String name, Source source) {
        dev.stave.fixture.Images.image(said, name, source)
    }

    private DockerfileBuilder builder(FoundEngines found) {
        def specs = [dev.stave.fixture.Images.image('web/busybox', new Source.Files([]))]
        def stack = new Inventory('stack.groovy', 'shop', new Destination.InLayout('images'), false, new TreeMap<>(), new TreeMap<>(),
            new TreeMap<>(), new TreeMap<>(specs.collectEntries { [it.name(), it] }), [], null)
        new DockerfileBuilder(
            new DockerfileBuilder.Services(store, new ArchiveImport(store, store.temporaryFolder(), engines.threads), new LayerRewriter(store, engines.threads)),
            found, stack, new TreeMap<>())
    }

    private PlatformImage build(String kind, ImageSpec spec, Map<String, String> pins = [:], Instant created = Engines.CREATED) {
        def work = Files.createDirectories(folder.resolve("work${builds++}"))
        builder(FoundEngines.of(engines[kind])).build(new BuildOrder(
            spec, AMD64, folder, spec.parent() == null ? null : busybox, [(BUSYBOX): busybox], new TreeMap<>(pins), '', created,
            { 's3cret' }, work, ours, { log << it }, { null }, { key, value -> }))
    }

    private ImageConfig config(PlatformImage image) {
        store.open(image.config().digest()).withCloseable { ImageConfig.parse(it.readAllBytes()) }
    }

    private Map<String, TarArchiveEntry> ownEntries(PlatformImage image, int inherited = busybox.layers().size()) {
        Map<String, TarArchiveEntry> entries = [:]
        image.layers().drop(inherited).each { layer ->
            store.open(layer.digest()).withCloseable { blob ->
                def tar = new TarArchiveInputStream(new GZIPInputStream(blob))
                for (def entry = tar.nextEntry; entry != null; entry = tar.nextEntry) {
                    entries[entry.name] = entry
                }
            }
        }
        entries
    }

    private String push(Path archive, String reference) {
        def digest = folder.resolve('digest')
        def result = engines.processes.run(Command.of('skopeo', 'copy', '--quiet', '--dest-tls-verify=false', '--digestfile', digest.toString(),
            "docker-archive:$archive".toString(), "docker://$reference".toString()))
        assert result.succeeded(): result.stderr()
        Files.readString(digest).trim()
    }

    private void write(String path, String text) {
        Path file = folder.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }
}
