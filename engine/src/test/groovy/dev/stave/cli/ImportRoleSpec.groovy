package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code stave import gentoo-image-builder} on inventories shaped like the role's published example. */
class ImportRoleSpec extends Specification {
    static final String IMAGES = '''\
        images:
        - name: base
          tag: "{{ builder.portage }}"
          section: local
          type: gentoo-image-builder
          build:
            packages: busybox
            finish_rootfs_build: ln -s usr/lib "${ROOT}/lib" && "${ROOT}"/bin/busybox --install "${ROOT}/bin"

        - name: postgresql
          section: db
          type: gentoo-image-builder
          requires:
          - base
          build:
            entrypoint: ["/usr/bin/postgres"]
            user: postgres
            packages: ="{{ software.postgresql.latest.params.repo }}"-"{{ software.postgresql.version }}"
            finish_rootfs_build: |
              ln -s usr/lib "${_EMERGE_ROOT}/lib" && copy_gcc_libs
              (cd ${_EMERGE_ROOT}; for f in usr/lib/postgresql*/bin/*; do ln -s /$f usr/bin/; done)

        - name: go
          tag: 2025.05-1
          section: local
          type: gentoo-image-builder
          requires: [base]
          build:
            configure_builder: emerge dev-lang/go

        - name: hydra
          section: auth
          type: gentoo-image-builder
          requires: [go]
          test: version --format 'a b'
          build:
            configure_rootfs_build: |
              git clone --branch "{{ software.hydra.version }}" --depth 1 "{{ own_git_url }}"
              cd hydra
              go build .

        - name: oauth2-proxy
          section: auth
          type: gentoo-image-builder
          requires: [go, postgresql]
          build:
            entrypoint: ["/bin/oauth2-proxy"]
            configure_rootfs_build: |
              git clone -b "{{ software['oauth2-proxy'].version }}" https://example.org/oauth2-proxy.git
            run_with: 4180

        - name: idp
          tag: 2025.3
          section: auth
          requires: [hydra]
          type: gentoo-image-builder
          workdir: /app
          env:
            HOME: /app
            PATH: /app/bin:/bin
          build:
            add: [{git: "https://example.org/login.git", dest: /login}]
            finish_rootfs_build: mv /login/* "${_EMERGE_ROOT}/app/"

        - {source: quay.io/prometheus/prometheus, section: mon, type: fetch, tag: "v{{ prometheus_version | default('3.0.0') }}"}
        - {source: oryd/kratos, section: mon, type: fetch}
        - {source: redis, section: mon, type: fetch, platform: arm64, tag: 7.4.10}

        - name: tool
          section: local
          type: script
          tag: 1.10
          requires: [base]
          command: |
            buildah bud -t "$image" {{ builder.base }}/tool
            buildah push "$image"
        '''.stripIndent()

    static final String VARIABLES = '''\
        registry: registry.lan:5000
        default_section: local
        default_platform: amd64
        own_git_url: https://git.lan/own.git
        software:
          postgresql: {version: 17.5, latest: {type: gentoo, params: {repo: dev-db/postgresql}}}
          hydra: {version: v2.3.0, max_entries: 5, latest: {type: github, params: {repo: ory/hydra}}}
          oauth2_proxy: {version: v7.10.0, latest: {type: quay, params: {repo: oauth2-proxy/oauth2-proxy}}}
          kratos: {version: v1.2.0, latest: {type: dockerhub, params: {repo: oryd/kratos}}}
        builder:
          base: /srv/build
          default_builder: bob
          stage3_base: stage3-amd64-musl-hardened
          stage3_date: 20251115T164556Z
          portage: 20251115
          chost: x86_64-gentoo-linux-musl
          image_root: /image-root
          env: |
            ENV USE="-X -gtk" MAKEOPTS=-j4
            RUN mkdir -p /etc/portage
          configure_builder: emerge dev-vcs/git
          finish_build: rm -rf "${ROOT}"/usr/share/man
        '''.stripIndent()

    @TempDir Path temp
    StackFolder shell

    def setup() {
        shell = new StackFolder(temp).file('images', IMAGES).file('group_vars/all.yml', VARIABLES)
    }

    def "the published example's shapes become a stack with the same graph and the versions as tags"() {
        when:
        def ran = shell.stave('import', 'gentoo-image-builder', 'images', 'group_vars/all.yml', '--to', form)

        then:
        ran.exit == 0
        ran.out == "wrote stack.$form: 10 images, 1 builder\n"
        shell.stave('graph', '-f', "stack.$form").out == '''\
            builder bob  (stage3 amd64-musl-hardened 20251115T164556Z)
            └── local/base  (rootfs)
                ├── db/postgresql  (rootfs)
                ├── local/go  (rootfs)
                │   ├── auth/hydra  (rootfs)
                │   │   └── auth/idp  (rootfs)
                │   └── auth/oauth2-proxy  (rootfs; requires db/postgresql)
                └── local/tool  (script)
            mon/kratos  (mirror)
            mon/prometheus  (mirror)
            mon/redis  (mirror)
            '''.stripIndent()
        tags(form) == [
            'auth/hydra:v2.3.0', 'auth/idp:2025.3', 'auth/oauth2-proxy (tag known after build)', 'db/postgresql:17.5', 'local/base:20251115', 'local/go:2025.05-1',
            'local/tool:1.10', 'mon/kratos:v1.2.0', 'mon/prometheus:v3.0.0', 'mon/redis:7.4.10']

        where:
        form << ['groovy', 'yaml']
    }

    def "what has no counterpart and what is unknown is listed with file and line"() {
        expect:
        shell.stave('import', 'gentoo-image-builder', 'images', 'group_vars/all.yml').err == """\
            could not be translated:
              group_vars/all.yml:6: latest of the type 'gentoo' has no counterpart: dev-db/postgresql
              group_vars/all.yml:7: software 'hydra': max_entries has no counterpart: 5
              group_vars/all.yml:11: builder.base has no counterpart: /srv/build
              images:48: {{ software['oauth2-proxy'].version }}: unknown software 'oauth2-proxy', did you mean 'oauth2_proxy'?
              images:50: image 'oauth2-proxy': build.run_with has no effect: 4180
              images:69: image 'tool': its command ran in the builder's tmp folder; tool/build.sh runs in a copy of the stack's folder that holds its inputs alone (name more with inputs)
              images:74: image 'tool' pushes by itself; in tool/build.sh pushes do nothing, the image that is left behind as \$image is tested, scanned and pushed
            """.stripIndent()
    }

    def "the builder, hooks and references are readable in the stack"() {
        given:
        shell.stave('import', 'gentoo-image-builder', 'images', 'group_vars/all.yml', '--to', 'yaml')
        def stack = Files.readString(shell.folder.resolve('stack.yaml'))

        expect:
        stack.contains('''\
            builders:
              bob:
                stage3: {flavour: amd64-musl-hardened, date: '20251115T164556Z', arch: amd64}
                portage: {snapshot: '20251115'}
                env: {MAKEOPTS: '-j4', USE: '-X -gtk'}
                configureBuilder: |
                  mkdir -p /etc/portage
                  emerge dev-vcs/git
                finishRootfs: 'rm -rf "${ROOT}"/usr/share/man'
                dialect: gentoo-image-builder
                chost: x86_64-gentoo-linux-musl
            '''.stripIndent())
        stack.contains("      packages: ['=dev-db/postgresql-\${software.postgresql.version}']\n")
        stack.contains('      configureRootfs: |\n        git clone --branch "${software.hydra.version}" --depth 1 "${vars.own_git_url}"\n')
        stack.contains("    test: [{command: [version, '--format', 'a b'], entrypoint: true}]\n")
        stack.contains("        fetch_git 'https://example.org/login.git' 'HEAD' '/login'\n")
    }

    def "a script that pushes by itself leaves its image behind instead"() {
        given:
        shell.stave('import', 'gentoo-image-builder', 'images', 'group_vars/all.yml')
        def script = shell.folder.resolve('tool/build.sh')

        expect:
        Files.isExecutable(script)
        Files.readString(script) == '''\
            #!/bin/sh
            set -xe
            image="$STAVE_IMAGE"
            # what is left behind as $image is pushed once it has passed its gates
            buildah() {
                case "$1 $2" in push\\ * | 'image push') return 0 ;; esac
                command buildah "$@"
            }
            buildah bud -t "$image" /srv/build/tool
            buildah push "$image"
            '''.stripIndent()
    }

    def "what is wrong with an inventory is listed: #problem"() {
        given:
        shell.file('images', "images:\n- {name: base, section: a, type: gentoo-image-builder, build: {packages: a/base}}\n$more\n")

        when:
        def ran = shell.stave('import', 'gentoo-image-builder', 'images', 'group_vars/all.yml')

        then:
        ran.exit == 0
        ran.err.contains("  images:$problem\n")

        where:
        more                                                                      | problem
        '- {name: x, section: a, type: gentoo-image-bilder}'                      | "3: image 'x': unknown type 'gentoo-image-bilder', did you mean 'gentoo-image-builder'?"
        '- {name: x, section: a, type: gentoo-image-builder, requires: [bse]}'    | "3: image 'x' requires the unknown image 'bse', did you mean 'base'?"
        '- {name: base, section: a, type: fetch, source: b}'                      | "3: image 'base' stands twice; the first was taken"
        '- {type: script, command: x}'                                            | '3: an image has neither name nor source, so it was left out'
        '- {name: x, type: fetch, source: q.io/x}'                                | "3: image 'x' has no tag and no software of its name; the version that latest stands for is taken"
        '- {name: x, type: fetch, source: q.io/x, tag: "{{ regstry }}"}'          | "3: {{ regstry }}: unknown variable 'regstry', did you mean 'registry'?"
        '- {name: x, type: fetch, source: q.io/x, tag: "{{ builder.portag }}"}'   | "3: {{ builder.portag }}: unknown key 'portag', did you mean 'portage'?"
        '- {name: x, type: fetch, source: q.io/x, tag: "{% if a %}1{% endif %}"}' | '3: the statement {% if a %} of a template is not followed'
        '- {name: x, type: fetch, source: q.io/x, tag: "{{ a | upper }}"}'        | '3: the expression {{ a | upper }} is not followed'
    }

    def "a file without images is refused"() {
        expect:
        with(shell.stave('import', 'gentoo-image-builder', 'group_vars/all.yml')) {
            exit == 2
            err == "stave: no file has 'images', the list of what the role builds\n  name the file with the images too\n"
        }
    }

    private List<String> tags(String form) {
        shell.stave('plan', '--offline', '-f', "stack.$form").out.readLines().findAll { it =~ /^(build|copy) / }.collect { (it =~ /^\w+ +(\S+(?: \(.*?\))?)/)[0][1] }.sort()
    }
}
