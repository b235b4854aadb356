package dev.stave.registry.http

import dev.stave.http.Deadlines
import static dev.stave.fixture.FaultyRegistry.reply

import dev.stave.fixture.FaultyRegistry
import dev.stave.fixture.SampleImage
import dev.stave.model.Digest
import dev.stave.model.HostSpec
import dev.stave.oci.BlobSource
import dev.stave.oci.Descriptor
import dev.stave.oci.MediaTypes
import dev.stave.registry.Registry
import dev.stave.registry.RegistryException
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Uploads to registries that do it their own way, or fail on the way. */
class BlobUploadSpec extends Specification {
    static final byte[] BYTES = 'the bytes of a layer'.bytes
    static final Descriptor BLOB = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(BYTES), BYTES.length)
    static final String BLOBS = '/v2/web/a/blobs'
    static final String NAME = "sha256:${BLOB.digest().abbreviated()}…"
    static final BlobSource SOURCE = { long from -> new ByteArrayInputStream(BYTES, (int) from, BYTES.length) } as BlobSource

    @AutoCleanup FaultyRegistry server = new FaultyRegistry()
    FaultyRegistry.Clock clock = new FaultyRegistry.Clock()

    Registry registry() {
        new HttpRegistry(HostSpec.plain(server.host), HttpSettings.plain(Path.of('.')).with(clock)
            .with(new Deadlines(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(20))))
    }

    def "a new blob takes POST and one PUT, wherever the registry says: #location"() {
        given:
        server.on("POST $BLOBS/uploads/".toString(), reply('Location': location.replace('HOST', server.host), 202))
            .on("PUT $put&digest=${BLOB.digest()}".toString(), reply(201))
            .on("PUT $put?digest=${BLOB.digest()}".toString(), reply(201))

        expect:
        registry().pushBlob('web/a', BLOB, SOURCE, []) == 20
        server.asked == ["POST $BLOBS/uploads/", "PUT $put${joint}digest=${BLOB.digest()}"]*.toString()
        server.requests[1].body == BYTES
        server.requests[1].headers.getFirst('Content-Length') == '20'

        where:
        location                            | put                      | joint
        '/v2/web/a/blobs/uploads/1'         | '/v2/web/a/blobs/uploads/1' | '?'
        '/v2/web/a/blobs/uploads/1?_state=x%2By' | '/v2/web/a/blobs/uploads/1?_state=x%2By' | '&'
        'http://HOST/elsewhere/1?a=b'       | '/elsewhere/1?a=b'       | '&'
        '1?s=2'                             | '/v2/web/a/blobs/uploads/1?s=2' | '&'
    }

    def "a blob of #size bytes that is there already is #told"() {
        given:
        def bytes = new byte[size]
        def blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(bytes), size)
        server.on("HEAD $BLOBS/${blob.digest()}".toString(), reply(200))
            .on("POST $BLOBS/uploads/".toString(), reply('Location': '/up/1', 202))
            .on('PUT /up/1', reply(201))

        expect:
        registry().pushBlob('web/a', blob, { long from -> new ByteArrayInputStream(bytes) } as BlobSource, []) == uploaded
        server.asked.collect { it.takeBefore(' ') } == asked

        where:
        size            | uploaded | asked           | told
        64 * 1024       | size     | ['POST', 'PUT'] | 'sent all the same: asking takes as long'
        64 * 1024 + 1   | 0        | ['HEAD']        | 'not sent'
    }

    def "a mount that #what needs #uploads"() {
        given:
        server.on("POST $BLOBS/uploads/?mount=${BLOB.digest()}&from=web/b".toString(), *answers)
            .on("POST $BLOBS/uploads/".toString(), reply('Location': '/up/2', 202))
            .on('PUT /up/1', reply(201)).on('PUT /up/2', reply(201))

        expect:
        registry().pushBlob('web/a', BLOB, SOURCE, ['web/b']) == uploaded
        server.asked.count { it.startsWith('PUT') } == (uploaded ? 1 : 0)
        server.asked.last().startsWith(last)

        where:
        what                | answers                              | uploaded | last        | uploads
        'succeeds'          | [reply(201)]                         | 0        | 'POST'      | 'no upload'
        'is not wanted'     | [reply('Location': '/up/1', 202)]    | 20       | 'PUT /up/1' | 'a PUT to the session it began'
        'is denied'         | [reply(401)]                         | 20       | 'PUT /up/2' | 'an upload of its own'
        'is forbidden'      | [reply(403)]                         | 20       | 'PUT /up/2' | 'an upload of its own'
        'fails for a while' | [reply(503), reply(201)]             | 0        | 'POST'      | 'no upload'
    }

    def "an upload that broke is resumed from where the registry has got to"() {
        given:
        server.on("POST $BLOBS/uploads/".toString(), reply('Location': '/up/1', 202), reply('Location': '/up/2', 202))
            .on('PUT /up/1', reply(500))
            .on('PATCH /up/2', reply(502), reply('Location': '/up/2b', 'Range': '0-19', 202))
            .on('GET /up/2', reply('Location': '/up/2', 'Range': '0-7', 204))
            .on('PUT /up/2b', reply(201))

        expect:
        registry().pushBlob('web/a', BLOB, SOURCE, []) == 20

        and: 'the second PATCH has the rest'
        def patches = server.requests.findAll { it.what == 'PATCH /up/2' }
        patches*.headers*.getFirst('Content-Range') == ['0-19', '8-19']
        patches[1].body == Arrays.copyOfRange(BYTES, 8, 20)
        server.asked.last() == "PUT /up/2b?digest=${BLOB.digest()}"
    }

    def "what does not pass in one piece goes up in pieces that do, each no longer than it says"() {
        given:
        def bytes = new byte[(16 << 20) + 5]
        def large = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(bytes), bytes.length)
        server.on("POST $BLOBS/uploads/".toString(), reply('Location': '/up/1', 202))
            .on('PUT /up/1', reply(413), reply(201))
            .on('PATCH /up/1', reply(413), reply('Location': '/up/1', 'Range': "0-${(16 << 20) - 1}".toString(), 202), reply('Location': '/up/1', 'Range': "0-${bytes.length - 1}".toString(), 202))
            .on('GET /up/1', reply('Location': '/up/1', 204))

        expect:
        registry().pushBlob('web/a', large, { long from -> new ByteArrayInputStream(bytes, (int) from, bytes.length) } as BlobSource, []) == bytes.length
        server.requests.findAll { it.what == 'PATCH /up/1' }*.body*.length == [bytes.length, 16 << 20, 5]
    }

    def "a blob that came through although the answer was lost is not sent again"() {
        given:
        server.on("HEAD $BLOBS/${BLOB.digest()}".toString(), reply(200))
            .on("POST $BLOBS/uploads/".toString(), reply('Location': '/up/1', 202))
            .on('PUT /up/1', reply(504))

        expect:
        registry().pushBlob('web/a', BLOB, SOURCE, []) == 20
        server.asked.count { it.startsWith('PUT') } == 1
    }

    def "a refusal is told in the registry's own words"() {
        given:
        server.on("POST $BLOBS/uploads/".toString(), reply(403, '{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}'))

        when:
        registry().pushBlob('web/a', BLOB, SOURCE, [])

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host refused to push blob $NAME to web/a: denied (403): requested access to the resource is denied"
        e.code() == 'DENIED'
        e.denied
    }

    def "an upload address is refused where it #what"() {
        given:
        server.on("POST $BLOBS/uploads/".toString(), reply(headers, 202))

        when:
        registry().pushBlob('web/a', BLOB, SOURCE, [])

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host could not push blob $NAME to web/a: $why"

        where:
        what              | headers                          || why
        'is none'         | [:]                              || 'it began an upload without saying where'
        'is no address'   | ['Location': 'http://[x/']       || 'it sent us to an address that cannot be read'
        'is no http'      | ['Location': 'ftp://files/1']    || 'it sent us to ftp://files, and that is no http address'
    }

    def "a PUT that is never answered is given up, and the blob goes up in pieces"() {
        given:
        server.on("POST $BLOBS/uploads/".toString(), reply('Location': '/up/1', 202))
            .on('PUT /up/1', server.stall(-1, BYTES), reply(201))
            .on('PATCH /up/1', reply('Location': '/up/1', 'Range': '0-19', 202))

        expect:
        registry().pushBlob('web/a', BLOB, SOURCE, []) == 20
    }

    def "a manifest that the registry stores under another digest is an error"() {
        given:
        def image = SampleImage.of(['one']).root
        server.on('PUT /v2/web/a/manifests/1', reply('Docker-Content-Digest': BLOB.digest().toString(), 201))

        when:
        registry().pushManifest('web/a', '1', image)

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host could not write web/a:1: it stored it under the digest ${BLOB.digest()}"
        e.hint() == 'the registry changes manifests; that breaks signatures and every pin'
    }

    def "a tag whose PUT failed is #then where the tag now names #now"() {
        given:
        def image = SampleImage.of(['one']).root
        def digest = [ours: image.digest(), another: BLOB.digest()][now]
        server.on('PUT /v2/web/a/manifests/1', reply(failure), reply('Docker-Content-Digest': image.digest().toString(), 201))
            .on('HEAD /v2/web/a/manifests/1', digest ? reply('Docker-Content-Digest': digest.toString(), 'Content-Length': '9', 200) : reply(404))

        when:
        String outcome = 'left'
        try {
            registry().pushManifest('web/a', '1', image)
        } catch (RegistryException e) {
            outcome = e.message
        }

        then:
        outcome == result.replace('HOST', server.host)
        server.asked.count { it.startsWith('PUT') } == puts

        where:
        now       | failure || puts | then                | result
        'ours'    | 500     || 1    | 'left as it is'     | 'left'
        'nothing' | 500     || 2    | 'written again'     | 'left'
        'another' | 429     || 2    | 'written again'     | 'left'
        'another' | 500     || 1    | 'not written again' | 'HOST failed to write web/a:1: status 500; the tag names another image, so it is not written again'
    }
}
