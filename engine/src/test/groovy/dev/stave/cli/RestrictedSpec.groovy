package dev.stave.cli

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What --restricted refuses beyond the stack file itself. */
class RestrictedSpec extends Specification {
    @TempDir Path temp

    def "a Dockerfile is held to the sources of the policy too"() {
        given:
        def shop = new StackFolder(temp)
            .file('policy.yaml', 'sources: ["*.lan"]\n')
            .file('site/Dockerfile', 'FROM docker.io/library/nginx:1.27 AS web\nFROM mirror.lan/base:1\nCOPY --from=web /etc /etc\n')
            .yaml('''
                stack: shop
                images:
                  site: {dockerfile: site/Dockerfile, version: "1"}
            ''')

        when:
        def run = shop.stave('plan', '--offline', '--restricted', 'policy.yaml')

        then:
        run.exit == 2
        run.err == "stack.yaml:3: image 'site': its Dockerfile takes 'docker.io/library/nginx:1.27', and 'docker.io' is not a source that policy.yaml allows\n"
    }
}
