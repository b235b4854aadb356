package dev.stave.build

import dev.stave.fixture.Images
import dev.stave.model.BuildHooks
import dev.stave.model.KeptAside
import dev.stave.model.PackageChoice
import dev.stave.model.RootfsFinish
import dev.stave.model.Source
import spock.lang.Specification

class DockerfileTemplateSpec extends Specification {
    def "a template's #word is #value"() {
        given:
        def own = DockerfileTemplate.of(Images.image('web/nginx', new Source.Files([])), [], '1.27.0')
        def template = said == null ? own : new DockerfileTemplate(new TreeMap<>(own.known() + said))

        expect:
        template.filled("x $word y") == "x $value y"

        where:
        word                 | said                                            || value
        '${NAMESPACE}'       | null                                            || 'web'
        '${TAG}'             | null                                            || '1.27.0'
        '${MAINTAINER}'      | null                                            || ''
        '${IMAGE_PARENT}'    | null                                            || 'scratch'
        '${BOB_NOT_SAID}'    | null                                            || '${BOB_NOT_SAID}'
        '${MAINTAINER}'      | [MAINTAINER: 'Jane Doe <jane@example.org>']     || 'Jane Doe <jane@example.org>'
        '${DEFAULT_BUILDER}' | [DEFAULT_BUILDER: 'kubler/bob']                 || 'kubler/bob'
        '${BOB_MODE}'        | [BOB_MODE: 'a $1 \\ b']                         || 'a $1 \\ b'
        '${PATH}:$HOME'      | [BOB_MODE: 'x']                                 || '${PATH}:$HOME'
    }

    def "what the stack says of TAG and NAMESPACE counts, as an import writes it"() {
        given:
        def image = Images.image('web/nginx', new Source.Rootfs(null, PackageChoice.NONE, BuildHooks.NONE, KeptAside.NONE, RootfsFinish.DEFAULT, new TreeMap<>([TAG: '20261115', NAMESPACE: 'kubler']), []))

        expect:
        DockerfileTemplate.of(image, [], version).filled('${NAMESPACE}/${TAG}') == 'kubler/20261115'

        where:
        version << ['', '1.27.0']
    }
}
