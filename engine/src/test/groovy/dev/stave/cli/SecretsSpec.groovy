package dev.stave.cli

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** A secret's value is nowhere but in the step that was given it. */
class SecretsSpec extends Specification {
    static final String VALUE = 'correct-horse-battery'

    @TempDir Path temp

    def "a secret that a script prints is in no output, log, event, lock, record or report, whether it #ends"() {
        given:
        def shop = new StackFolder(temp)
            .script('build.sh', "test -n \"\$TOKEN\"; echo \"token \$TOKEN\"; echo \"\$TOKEN\" >&2; mkdir \"\$STAVE_ROOTFS/a\"; exit $code")
            .groovy("image('s') { script 'build.sh', secrets: [TOKEN: secret('API')]; version '1' }")
            .with('STAVE_SECRET_API', VALUE)

        when:
        def run = shop.stave('apply', '--json', '--events', '../events', '--stacktrace')

        then:
        run.exit == exit
        !run.toString().contains(VALUE)
        Files.readString(Path.of(run.json.run.images.s.log)).contains('token ***')
        filesWith(VALUE) == []

        where:
        ends         | code || exit
        'goes well'  | 0    || 0
        'fails'      | 3    || 1
    }

    def "a secret comes from where the command line says"() {
        given:
        Files.writeString(temp.resolve('token'), "$VALUE\n")
        def shop = new StackFolder(temp)
            .script('build.sh', "test \"\$TOKEN\" = $VALUE; mkdir \"\$STAVE_ROOTFS/a\"")
            .groovy("image('s') { script 'build.sh', secrets: [TOKEN: secret('API')]; version '1' }")
            .with('ELSEWHERE', VALUE)
            .with('STAVE_SECRETS_DIR', Files.createDirectories(temp.resolve('secrets')))
        Files.writeString(temp.resolve('secrets/API'), inFolder)

        expect:
        shop.stave(*(['apply'] + words)).exit == exit

        where:
        words                                  | inFolder || exit
        ['--secret', 'API=env:ELSEWHERE']      | 'wrong'  || 0
        ['--secret', 'API=file:../token']      | 'wrong'  || 0
        []                                     | VALUE    || 0
        []                                     | 'wrong'  || 1
    }

    private List<String> filesWith(String text) {
        Files.walk(temp).withCloseable { files ->
            files.filter { Files.isRegularFile(it) && new String(Files.readAllBytes(it), StandardCharsets.ISO_8859_1).contains(text) }*.toString()
        }
    }
}
