package dev.stave.registry.auth

import dev.stave.model.HostException
import dev.stave.model.HostSpec
import dev.stave.registry.Login
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class HostCredentialsSpec extends Specification {
    @TempDir Path folder

    private File file(String name, String text) {
        def file = folder.resolve(name).toFile()
        file.parentFile.mkdirs()
        file.text = text.replace('ANN', 'ann:sesame'.bytes.encodeBase64().toString()).replace('BOB', 'bob:mellon'.bytes.encodeBase64().toString())
        file
    }

    private HostCredentials credentials(Map<String, String> environment, boolean helpers = true) {
        new HostCredentials(AuthPlaces.from(environment), environment, new HostCredentials.Stack(folder, { it == 'PUSH' ? 'secret word' : null }, helpers))
    }

    private static HostSpec host(Map<String, String> said = [:], String name) {
        new HostSpec(name, false, null, said.auth, said.user, said.password, 0, 0, null)
    }

    def "the user's files are asked in order: #variables.keySet()"() {
        given:
        file('podman.json', '{"auths":{"one.lan":{"auth":"ANN"}}}')
        file('docker/config.json', '{"auths":{"one.lan":{"auth":"BOB"},"https://two.lan":{"auth":"BOB"}}}')
        file('run/containers/auth.json', '{"auths":{"one.lan":{"auth":"BOB"}}}')
        file('home/.docker/config.json', '{"auths":{"https://index.docker.io/v1/":{"auth":"ANN"}}}')
        def environment = variables.collectEntries { k, v -> [k, folder.resolve(v).toString()] }

        expect:
        credentials(environment).login(host(name), 'web/a').map { "${it.username()} ${it.secret()} ${folder.relativize(Path.of(it.origin()))}".toString() }.orElse(null) == login

        where:
        variables                                                      | name        || login
        [REGISTRY_AUTH_FILE: 'podman.json', DOCKER_CONFIG: 'docker']    | 'one.lan'   || 'ann sesame podman.json'
        [REGISTRY_AUTH_FILE: 'podman.json', DOCKER_CONFIG: 'docker']    | 'two.lan'   || 'bob mellon docker/config.json'
        [XDG_RUNTIME_DIR: 'run', HOME: 'home']                          | 'one.lan'   || 'bob mellon run/containers/auth.json'
        [XDG_RUNTIME_DIR: 'run', HOME: 'home']                          | 'docker.io' || 'ann sesame home/.docker/config.json'
        [REGISTRY_AUTH_FILE: 'missing.json']                            | 'one.lan'   || null
        [:]                                                             | 'one.lan'   || null
    }

    def "a login may be for a part of a host: #repository"() {
        given:
        file('auth.json', '{"auths":{"one.lan":{"auth":"ANN"},"one.lan/team":{"auth":"BOB"},"one.lan/team/site/api":{"auth":"ANN"}}}')

        expect:
        credentials(REGISTRY_AUTH_FILE: folder.resolve('auth.json').toString()).login(host('one.lan'), repository).get().username() == user

        where:
        repository        || user
        'team/site'       || 'bob'
        'team/site/api'   || 'ann'
        'team'            || 'bob'
        'teams/site'      || 'ann'
        ''                || 'ann'
    }

    def "the stack's user name and secret come before all files"() {
        given:
        file('home/.docker/config.json', '{"auths":{"one.lan":{"auth":"ANN"}}}')

        expect:
        credentials(HOME: folder.resolve('home').toString()).login(host('one.lan', user: 'ci', password: 'PUSH'), 'web/a').get() ==
            new Login('ci', 'secret word', false, "host 'one.lan' of the stack")
    }

    def "a credential helper is run where #what"() {
        given:
        file('bin/docker-credential-spec', '''#!/bin/sh
read server
case "$server" in
  one.lan|https://index.docker.io/v1/) echo '{"Username":"helped","Secret":"out"}' ;;
  token.lan) echo '{"Username":"<token>","Secret":"t0k"}' ;;
  *) echo 'credentials not found in native keychain'; exit 1 ;;
esac
''').executable = true
        file('home/.docker/config.json', json)

        expect:
        credentials(HOME: folder.resolve('home').toString(), PATH: folder.resolve('bin').toString()).login(host(name), 'web/a')
            .map { "${it.username()} ${it.secret()} ${it.identityToken()} ${it.origin().startsWith('/') ? 'file' : it.origin()}".toString() }.orElse(null) == login

        where:
        what                            | json                                                           | name        || login
        'it is named for the host'      | '{"credHelpers":{"one.lan":"spec"}}'                           | 'one.lan'   || 'helped out false docker-credential-spec'
        'it is named for all hosts'     | '{"credsStore":"spec","auths":{"one.lan":{}}}'                 | 'one.lan'   || 'helped out false docker-credential-spec'
        'it is named for Docker Hub'    | '{"credHelpers":{"docker.io":"spec"}}'                         | 'docker.io' || 'helped out false docker-credential-spec'
        'it has an identity token'      | '{"credsStore":"spec"}'                                        | 'token.lan' || ' t0k true docker-credential-spec'
        'it does not know the host'     | '{"credsStore":"spec","auths":{"two.lan":{"auth":"ANN"}}}'     | 'two.lan'   || 'ann sesame false file'
        'it is not asked at all'        | '{"credHelpers":{"one.lan":"spec"},"auths":{"two.lan":{"auth":"ANN"}}}' | 'two.lan' || 'ann sesame false file'
    }

    def "a helper that is not installed is told"() {
        given:
        def config = file('home/.docker/config.json', '{"credsStore":"desktop"}')

        when:
        credentials(HOME: folder.resolve('home').toString(), PATH: folder.toString()).login(host('one.lan'), 'web/a')

        then:
        def e = thrown(HostException)
        e.message == "the credential helper 'docker-credential-desktop' that '$config' names is not in PATH"
        e.hint() == 'install it, or take it out of that file and log in again'
    }

    def "a helper that the stack's auth file names runs only where that is allowed"() {
        given:
        def ran = folder.resolve('ran').toFile()
        file('bin/docker-credential-spec', "#!/bin/sh\nread server\n: > $ran\necho '{\"Username\":\"helped\",\"Secret\":\"out\"}'\n").executable = true
        file('auth.json', '{"auths":{"one.lan":{"auth":"ANN"}},"credHelpers":{"one.lan":"spec"}}')

        expect:
        credentials([PATH: folder.resolve('bin').toString()], helpers).login(host('one.lan', auth: 'auth.json'), 'web/a').get().username() == user
        ran.exists() == helpers

        where:
        helpers || user
        true    || 'helped'
        false   || 'ann'
    }

    def "without helpers a file is read by every way to write a host: #key"() {
        given:
        file('auth.json', "{\"auths\":{\"$key\":{\"auth\":\"ANN\"}}}")

        expect:
        credentials([:], false).login(host(name, auth: 'auth.json'), 'web/a').get() == new Login('ann', 'sesame', false, folder.resolve('auth.json').toString())

        where:
        name           | key
        'one.lan:5000' | 'one.lan:5000'
        'one.lan:5000' | 'https://one.lan:5000'
        'one.lan'      | 'https://one.lan/v1/'
        'docker.io'    | 'https://index.docker.io/v1/'
        'docker.io'    | 'docker.io'
    }

    def "an identity token is told apart, with and without helpers"() {
        given:
        file('auth.json', '{"auths":{"one.lan":{"auth":"MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwOg==","identitytoken":"t0k"}}}')

        expect:
        credentials([:], helpers).login(host('one.lan', auth: 'auth.json'), 'web/a').get() == new Login('', 't0k', true, folder.resolve('auth.json').toString())

        where:
        helpers << [true, false]
    }

    def "an auth file of the stack that is #what is an error"() {
        given:
        if (text != null) {
            file('auth.json', text)
        }

        when:
        credentials([:], false).login(host('one.lan', auth: 'auth.json'), 'web/a')

        then:
        def e = thrown(HostException)
        e.message == message.replace('FILE', folder.resolve('auth.json').toString())
        !e.message.contains('bm8')

        where:
        what       | text                                       || message
        'missing'  | null                                       || "the auth file 'FILE' of host 'one.lan' does not exist"
        'damaged'  | '{"auths":{"one.lan":{"auth":"bm8="}}}'    || "the auth file 'FILE' cannot be read or holds no logins as docker and podman write them"
        'no JSON'  | '{auth'                                    || "the auth file 'FILE' cannot be read or holds no logins as docker and podman write them"
    }

    def "a login never shows its secret"() {
        expect:
        new Login('ann', 'sesame', false, 'auth.json').toString() == 'login from auth.json'
    }
}
