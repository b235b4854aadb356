package dev.stave.serve

import dev.stave.fixture.RegistryReading
import dev.stave.fixture.SampleImage
import dev.stave.model.Digest
import dev.stave.model.HostSpec
import dev.stave.oci.Manifest
import dev.stave.registry.Credentials
import dev.stave.registry.Login
import dev.stave.registry.Registry
import dev.stave.registry.RegistryException
import dev.stave.registry.http.HttpRegistry
import dev.stave.registry.http.HttpSettings
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.TempDir

/** The served registry, seen by our own client and by plain requests. */
class RegistryServerSpec extends RegistryReading {
    @TempDir Path folder
    @AutoCleanup('shutdownNow') def executor = Executors.newCachedThreadPool()
    @AutoCleanup RegistryServer server
    Map<String, SampleImage> tags = [:]

    def setup() {
        server = RegistryServer.start(0, published(), null, executor)
    }

    private Published published() {
        return new Published() {
            Optional<Manifest> manifest(String repository, String reference) {
                if (repository != 'web/nginx') {
                    return Optional.empty()
                }
                def all = tags.values()*.manifests.flatten() as List<Manifest>
                Optional.ofNullable(tags[reference]?.root ?: all.find { it.digest().toString() == reference })
            }

            Optional<Path> blob(String repository, Digest digest) {
                Optional.of(folder.resolve(digest.hex())).filter { Files.exists(it) }
            }

            List<String> tags(String repository) {
                repository == 'web/nginx' ? RegistryServerSpec.this.tags.keySet().toSorted() : []
            }
        }
    }

    @Override
    Registry having(Map<String, SampleImage> images) {
        images.each { tag, image ->
            tags[tag] = image
            image.blobs.each { blob, bytes -> folder.resolve(blob.digest().hex()).toFile().bytes = bytes }
        }
        new HttpRegistry(HostSpec.plain(server.host()), HttpSettings.plain(folder))
    }

    private HttpURLConnection ask(String method, String path, Map<String, String> headers = [:]) {
        def connection = new URL("http://${server.host()}$path").openConnection() as HttpURLConnection
        connection.requestMethod = method
        headers.each { name, value -> connection.setRequestProperty(name, value) }
        connection
    }

    def "#method #path is answered with #status"() {
        given:
        having('1.2': OCI)

        when:
        def answer = ask(method, path.replace('DIGEST', OCI.blobs.keySet().first().digest().toString()), headers)

        then:
        answer.responseCode == status
        (answer.errorStream ?: answer.inputStream).text.startsWith(body)

        where:
        method   | path                            | headers                 || status | body
        'GET'    | '/v2/'                          | [:]                     || 200    | '{}'
        'GET'    | '/v2/web/nginx/manifests/9'     | [:]                     || 404    | '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown: web/nginx has no 9"}]}'
        'GET'    | '/v2/web/nginx/blobs/md5:1'     | [:]                     || 400    | '{"errors":[{"code":"DIGEST_INVALID"'
        'GET'    | '/v2/web/other/tags/list'       | [:]                     || 404    | '{"errors":[{"code":"NAME_UNKNOWN"'
        'GET'    | '/v2/web/nginx/tags/list'       | [:]                     || 200    | '{"name":"web/nginx","tags":["1.2"]}'
        'GET'    | '/anything'                     | [:]                     || 404    | '{"errors":[{"code":"UNSUPPORTED"'
        'POST'   | '/v2/web/nginx/blobs/uploads/'  | [:]                     || 405    | '{"errors":[{"code":"UNSUPPORTED","message":"this registry is read-only"}]}'
        'DELETE' | '/v2/web/nginx/manifests/1.2'   | [:]                     || 405    | '{"errors":[{"code":"UNSUPPORTED"'
        'GET'    | '/v2/web/nginx/blobs/DIGEST'    | [Range: 'bytes=1-1']    || 206    | 'n'
        'GET'    | '/v2/web/nginx/blobs/DIGEST'    | [Range: 'bytes=9-']     || 416    | '{"errors":[{"code":"RANGE_INVALID"'
        'HEAD'   | '/v2/web/nginx/blobs/DIGEST'    | [:]                     || 200    | ''
        'GET'    | '/v2/../../etc/passwd'          | [:]                     || 404    | ''
    }

    def "tags come in the pages that are asked for"() {
        given:
        having(a: OCI, b: OCI, c: OCI)

        when:
        def first = ask('GET', '/v2/web/nginx/tags/list?n=2')

        then:
        first.inputStream.text == '{"name":"web/nginx","tags":["a","b"]}'
        first.getHeaderField('Link') == '</v2/web/nginx/tags/list?n=2&last=b>; rel="next"'
        ask('GET', '/v2/web/nginx/tags/list?n=2&last=b').inputStream.text == '{"name":"web/nginx","tags":["c"]}'
    }

    def "with a password only who knows it may read"() {
        given:
        having(t: OCI)
        def password = Password.random()
        def guarded = RegistryServer.start(0, published(), password, executor)

        when:
        client(guarded, password.user(), password.secret()).head('web/nginx', 't')

        then:
        notThrown(RegistryException)

        when:
        client(guarded, password.user(), 'guess').manifest('web/nginx', 't')

        then:
        def e = thrown(RegistryException)
        e.message == "${guarded.host()} refused to read web/nginx:t: unauthorized (401): this registry wants its password"
        Password.random() != password
        !password.toString().contains(password.secret())

        cleanup:
        guarded?.close()
    }

    private HttpRegistry client(RegistryServer server, String user, String secret) {
        new HttpRegistry(HostSpec.plain(server.host()), HttpSettings.plain(folder).with({ host, repository -> Optional.of(new Login(user, secret, false, 'spec')) } as Credentials))
    }

    def "it listens on loopback only, and says what is wrong with a port"() {
        given:
        int port = server.host().split(':')[1] as int

        when:
        RegistryServer.start(port, published(), null, executor)

        then:
        def e = thrown(dev.stave.model.HostException)
        e.message.startsWith("no registry could be served on 127.0.0.1:$port: ")
        server.host().startsWith('127.0.0.1:')
    }
}
