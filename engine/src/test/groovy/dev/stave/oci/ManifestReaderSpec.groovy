package dev.stave.oci

import dev.stave.model.Digest
import dev.stave.model.Platform
import spock.lang.Specification

class ManifestReaderSpec extends Specification {
    static final String A = 'sha256:' + 'a' * 64
    static final String B = 'sha256:' + 'b' * 64
    static final String C = 'sha256:' + 'c' * 64

    def "an image manifest tells its config, layers, annotations and subject"() {
        when:
        def view = ManifestReader.image(manifest(MediaTypes.OCI_MANIFEST, """{"schemaVersion":2,
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"$A","size":12},
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"$B","size":34}],
            "subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"$C","size":56},
            "annotations":{"b":"2","a":"1"}}"""))

        then:
        view.config() == new Descriptor(MediaTypes.OCI_CONFIG, Digest.parse(A), 12)
        view.layers() == [new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.parse(B), 34)]
        view.subject().digest() == Digest.parse(C)
        view.annotations() == new TreeMap([a: '1', b: '2'])
    }

    def "an index tells its children with platform and annotations"() {
        when:
        def view = ManifestReader.index(manifest(MediaTypes.DOCKER_LIST, """{"schemaVersion":2,"mediaType":"${MediaTypes.DOCKER_LIST}",
            "manifests":[
              {"mediaType":"${MediaTypes.DOCKER_MANIFEST}","digest":"$A","size":1,"platform":{"os":"linux","architecture":"arm64","variant":"v8"}},
              {"mediaType":"${MediaTypes.OCI_MANIFEST}","digest":"$B","size":2,"annotations":{"k":"v"}}]}"""))

        then:
        view.manifests()*.platform() == [new Platform('linux', 'arm64', 'v8'), null]
        view.manifests()[1].annotations() == new TreeMap([k: 'v'])
    }

    def "refuses #what"() {
        when:
        ManifestReader.needs(manifest(type, text))

        then:
        def e = thrown(ImageException)
        e.message.replaceAll('sha256:[0-9a-f]{60,}', 'D') == message

        where:
        what                          | type                    | text                                                                       || message
        'no JSON'                     | MediaTypes.OCI_MANIFEST | 'hello'                                                                    || "manifest D is not valid JSON: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        'a key twice'                 | MediaTypes.OCI_MANIFEST | '{"schemaVersion":2,"schemaVersion":2}'                                    || "manifest D is not valid JSON: Duplicate field 'schemaVersion'"
        'a list'                      | MediaTypes.OCI_MANIFEST | '[]'                                                                       || 'manifest D is not a JSON object'
        'another schema'              | MediaTypes.OCI_MANIFEST | '{"schemaVersion":1}'                                                      || 'manifest D has not the schema version 2'
        'another media type inside'   | MediaTypes.OCI_MANIFEST | '{"schemaVersion":2,"mediaType":"x"}'                                      || 'manifest D came as application/vnd.oci.image.manifest.v1+json but calls itself x'
        'an index in a manifest'      | MediaTypes.OCI_MANIFEST | '{"schemaVersion":2,"manifests":[]}'                                       || "manifest D came as application/vnd.oci.image.manifest.v1+json but has 'manifests'"
        'a manifest in an index'      | MediaTypes.OCI_INDEX    | '{"schemaVersion":2,"layers":[]}'                                          || "index D came as application/vnd.oci.image.index.v1+json but has 'layers'"
        'no config'                   | MediaTypes.OCI_MANIFEST | '{"schemaVersion":2,"layers":[]}'                                          || 'config of manifest D is not a descriptor'
        'no children'                 | MediaTypes.OCI_INDEX    | '{"schemaVersion":2}'                                                      || "index D has no list 'manifests'"
        'another algorithm'           | MediaTypes.OCI_INDEX    | '{"schemaVersion":2,"manifests":[{"mediaType":"m","size":1,"digest":"md5:1"}]}' || "manifests[0] of index D has the digest 'md5:1', and Stave takes sha256 only"
        'a negative size'             | MediaTypes.OCI_INDEX    | '{"schemaVersion":2,"manifests":[{"mediaType":"m","size":-1}]}'            || 'manifests[0] of index D has no size'
        'a kind that nobody knows'    | 'text/plain'            | '{}'                                                                       || 'manifest D is of the media type text/plain'
        'more than 4 MiB'             | MediaTypes.OCI_INDEX    | ' ' * (4 * 1024 * 1024 + 1)                                                || 'index D is larger than 4 MiB'
    }

    def "what is written is read back equal, in one form"() {
        given:
        def layer = new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.parse(B), 34, null, new TreeMap([z: '1', a: '2']), null)
        def image = new ImageManifest(new Descriptor(MediaTypes.OCI_CONFIG, Digest.parse(A), 12), [layer], new TreeMap([f: 'x']), layer, 'text/x')

        expect:
        ManifestReader.image(ManifestWriter.write(image)) == image
        new String(ManifestWriter.write(new ImageManifest(image.config(), [], new TreeMap())).bytes()) ==
            """{"config":{"digest":"$A","mediaType":"${MediaTypes.OCI_CONFIG}","size":12},"layers":[],"mediaType":"${MediaTypes.OCI_MANIFEST}","schemaVersion":2}"""
    }

    def "an index cut down to some platforms keeps everything else of it"() {
        given:
        def index = manifest(MediaTypes.OCI_INDEX, """{"schemaVersion":2,"x-unknown":[1.50],"manifests":[
              {"mediaType":"m","digest":"$A","size":1,"platform":{"os":"windows","architecture":"amd64","os.version":"10.0"}},
              {"mediaType":"m","digest":"$B","size":1,"platform":{"os":"linux","architecture":"amd64"}}]}""")

        when:
        def cut = ManifestWriter.keeping(index, { it.platform().os() == 'windows' })

        then:
        new String(cut.bytes()) == """{"manifests":[{"digest":"$A","mediaType":"m","platform":{"architecture":"amd64","os":"windows","os.version":"10.0"},"size":1}],"schemaVersion":2,"x-unknown":[1.50]}"""
    }

    private static Manifest manifest(String type, String text) {
        new Manifest(type, text.getBytes('UTF-8'))
    }
}
