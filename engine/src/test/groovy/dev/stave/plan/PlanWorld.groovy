package dev.stave.plan

import dev.stave.model.BinaryHosts
import dev.stave.model.BuildHooks
import dev.stave.model.BuilderInputs
import dev.stave.model.BuilderPin
import dev.stave.model.BuilderSpec
import dev.stave.model.Compiling
import dev.stave.model.ContainerWishes
import dev.stave.model.Destination
import dev.stave.model.Digest
import dev.stave.model.Fingerprint
import dev.stave.model.ImageName
import dev.stave.model.ImageRef
import dev.stave.model.ImageSettings
import dev.stave.model.ImageSpec
import dev.stave.model.InputFile
import dev.stave.model.Inventory
import dev.stave.model.LockEntry
import dev.stave.model.KeptAside
import dev.stave.model.MirrorFrom
import dev.stave.model.OnChange
import dev.stave.model.Origin
import dev.stave.model.Platform
import dev.stave.model.ScanPolicy
import dev.stave.model.PackageChoice
import dev.stave.model.PortageSettings
import dev.stave.model.RootfsFinish
import dev.stave.model.Source
import dev.stave.model.VersionRule

/**
 * A stack, a registry and a lock that specs of the planner set up; it answers the planner's questions as a caller does.
 * A digest is named by one letter.
 */
class PlanWorld {
    static final Platform AMD64 = Platform.parse('linux/amd64')
    static final Platform ARM64 = Platform.parse('linux/arm64')

    final SortedMap<ImageName, ImageSpec> images = new TreeMap<>()
    final SortedMap<String, BuilderSpec> builders = new TreeMap<>()
    final SortedMap<ImageName, LockEntry> lock = new TreeMap<>()
    final SortedMap<ImageName, SortedMap<String, String>> pins = new TreeMap<>()
    final Map<ImageName, Inputs> inputs = [:]
    final Map<String, List<InputFile>> builderFiles = [:]
    final Map<ImageName, Built> built = [:]
    final Map<ImageName, Remembered> remembered = [:]
    final Map<ImageName, Made> made = [:]
    final Map<String, Answer.ReleasedImage> tags = new TreeMap<>()
    final Set<Digest> lost = []
    final Map<String, Digest> outside = [:]
    final Map<String, String> latest = [:]
    final Map<String, String> builderNow = [:]
    final List<Question> asked = []
    Mode mode = Mode.APPLY
    Selection selection = Selection.ALL
    boolean offline
    String broken
    private Map<Question, Answer> answers = [:]

    static Digest digest(String letter) {
        new Digest(letter * 64)
    }

    static SortedMap<Platform, Digest> configs(String letter) {
        new TreeMap<>([(AMD64): digest(letter)])
    }

    PlanWorld image(Map<String, Object> said = [:], String name, Source source = files()) {
        def id = ImageName.parse(name)
        images[id] = new ImageSpec(
            id,
            new Origin('stack.groovy', images.size() + 1),
            source,
            said.parent ? ImageName.parse(said.parent as String) : null,
            (said.requires ?: []).collect { ImageName.parse(it as String) },
            (said.platforms ?: (source instanceof Source.Mirror ? [] : [AMD64])) as List<Platform>,
            (said.rule ?: (said.version == null ? new VersionRule.FromPackage(['x'], true, '') : new VersionRule.Known(said.version as String, 'version', false))) as VersionRule,
            (said.settings ?: ImageSettings.NONE) as ImageSettings,
            (said.tests ?: []) as List,
            (said.scan ?: ScanPolicy.DEFAULT) as ScanPolicy,
            (said.onChange ?: OnChange.DEFAULT) as OnChange,
            'one',
            (said.compression ?: 'gzip') as String,
            null)
        this
    }

    static Source.Files files(String from = 'etc/') {
        new Source.Files([new Source.Copy(from, '/etc/', null, '0:0')])
    }

    static Source.Mirror mirror(String reference) {
        new Source.Mirror(new MirrorFrom.InRegistry(ImageRef.parse(reference)))
    }

    static Source.Dockerfile dockerfile(Map<String, String> arguments = [:]) {
        new Source.Dockerfile('api/Dockerfile', 'api', new TreeMap<>(arguments), null, new TreeMap<>(), false)
    }

    static Source.Script script(String inside = null) {
        new Source.Script('build.sh', inside ? ImageName.parse(inside) : null, [], new TreeMap<>())
    }

    static Source.Rootfs rootfs(Map<String, Object> said = [:]) {
        new Source.Rootfs(
            said.builder as String, PackageChoice.of((said.packages ?: []) as List<String>),
            new BuildHooks(new TreeMap<>((said.hooks ?: [:]) as Map), [], null, 'stave'),
            (said.kept ?: KeptAside.NONE) as KeptAside, (said.finish ?: RootfsFinish.DEFAULT) as RootfsFinish, new TreeMap<>((said.env ?: [:]) as Map), [])
    }

    PlanWorld builder(Map<String, Object> said = [:], String name) {
        builders[name] = new BuilderSpec(
            name, new Origin('stack.groovy', 1), said.from as String,
            new BuilderInputs(new TreeMap<>((said.stage3 ?: [:]) as Map), new TreeMap<>((said.portage ?: [:]) as Map), overlays(said.overlays as Map)),
            new PortageSettings(said.profile as String, new TreeMap<>((said.makeConf ?: [:]) as Map), PackageChoice.NONE),
            new BuildHooks(new TreeMap<>(said.configureBuilder ? [configureBuilder: said.configureBuilder as String] : [:]), [], null, 'stave'),
            Compiling.HERE, BinaryHosts.NONE, ContainerWishes.NONE, new TreeMap<>((said.env ?: [:]) as Map))
        this
    }

    private static SortedMap<String, SortedMap<String, String>> overlays(Map<String, Map<String, String>> said) {
        new TreeMap<>((said ?: [:]).collectEntries { name, settings -> [(name): new TreeMap<>(settings)] })
    }

    PlanWorld reads(Map<String, Object> said, String name) {
        inputs[ImageName.parse(name)] = new Inputs(
            (said.files ?: [:]).collect { path, letter -> InputFile.file(path as String, false, digest(letter as String)) },
            (said.gateFiles ?: [:]).collect { path, letter -> InputFile.file(path as String, false, digest(letter as String)) },
            new TreeMap<>((said.gateFacts ?: [:]) as Map),
            (said.references ?: []) as List<String>,
            (said.images ?: []).collect { ImageName.parse(it as String) })
        this
    }

    Basis now(String name, Map<String, String> pinned = [:]) {
        def id = ImageName.parse(name)
        def spec = images[id]
        def platforms = spec.platforms() ?: spec.mirror ? spec.platforms() : [AMD64]
        planner().basis(id, new TreeMap<>(pinned), platforms, facts())
    }

    /** The lock's line for an image as it is declared now, and the tag in the registry. */
    PlanWorld released(Map<String, Object> said = [:], String name) {
        tagged(said, name).locked(said, name)
    }

    PlanWorld locked(Map<String, Object> said = [:], String name) {
        def id = ImageName.parse(name)
        def pinned = (said.pins ?: [:]) as Map<String, String>
        def basis = now(name, pinned)
        def tag = (said.tag ?: said.base ?: '1.0') as String
        lock[id] = new LockEntry(
            digest((said.digest ?: 'a') as String),
            said.fingerprint ? new Fingerprint(digest(said.fingerprint as String)) : basis.fingerprint(),
            said.gate ? new Fingerprint(digest(said.gate as String)) : basis.gate(),
            new TreeMap<>(pinned),
            configs((said.config ?: 'c') as String),
            name,
            tag,
            (said.base ?: tag) as String)
        this
    }

    /** A tag in the registry; {@code by: 'nobody'} leaves out the annotation. */
    PlanWorld tagged(Map<String, Object> said = [:], String name) {
        def pinned = (said.pins ?: [:]) as Map<String, String>
        def spec = images[ImageName.parse(name)]
        def print = said.by == 'nobody' || spec.mirror ? null : said.fingerprint ? new Fingerprint(digest(said.fingerprint as String)) : now(name, pinned).fingerprint()
        tags["$name:${said.tag ?: said.base ?: '1.0'}".toString()] = new Answer.ReleasedImage(
            digest((said.digest ?: 'a') as String), print, new TreeMap<>(pinned), configs((said.config ?: 'c') as String))
        this
    }

    PlanWorld inStore(Map<String, Object> said = [:], String name) {
        def basis = now(name, (said.pins ?: [:]) as Map<String, String>)
        built[ImageName.parse(name)] = new Built(
            said.fingerprint ? new Fingerprint(digest(said.fingerprint as String)) : basis.fingerprint(),
            said.gate ? new Fingerprint(digest(said.gate as String)) : basis.gate(),
            (said.base ?: '1.0') as String, digest((said.digest ?: 'b') as String), configs((said.config ?: 'c') as String))
        this
    }

    PlanWorld remember(String name, Map<String, String> pinned = [:]) {
        remembered[ImageName.parse(name)] = planner().remember(ImageName.parse(name), now(name, pinned), facts())
        this
    }

    PlanWorld ended(Map<String, Object> said = [:], String name) {
        made[ImageName.parse(name)] = new Made(digest((said.digest ?: 'd') as String), configs((said.config ?: 'd') as String), said.tag as String)
        this
    }

    Inventory inventory() {
        new Inventory('stack.groovy', 'shop', new Destination.InRegistry('registry.lan:5000'), false, new TreeMap<>(), new TreeMap<>(), builders, images, [], null)
    }

    Planner planner() {
        new Planner(inventory(), selection)
    }

    Facts facts() {
        Facts.none(AMD64, mode).withLock(lock, pins).withInputs(inputs, builderFiles).withRecords(Recollection.of(built, remembered)).withAnswers(answers).withMade(made)
    }

    Plan plan() {
        answers = [:]
        asked.clear()
        for (int round = 0; round < 50; round++) {
            def plan = planner().plan(facts())
            if (plan.finished) {
                return plan
            }
            answer(plan.questions())
        }
        throw new IllegalStateException("asked for ever: ${asked.takeRight(5)}")
    }

    Step step(String name) {
        plan().steps().find { it.image() == ImageName.parse(name) }
    }

    Step decide(Step step) {
        for (int round = 0; round < 50; round++) {
            def decision = planner().decide(step, facts())
            if (decision.questions().isEmpty()) {
                return decision.step()
            }
            answer(decision.questions())
        }
        throw new IllegalStateException('asked for ever')
    }

    Settlement settle(Map<String, Object> said = [:], String name) {
        answers = [:]
        def print = said.fingerprint ? new Fingerprint(digest(said.fingerprint as String)) : now(name).fingerprint()
        def candidate = new Candidate(
            ImageName.parse(name), (said.base ?: '1.0') as String, digest((said.digest ?: 'd') as String), configs((said.config ?: 'd') as String), print)
        for (int round = 0; round < 50; round++) {
            def settlement = planner().settle(candidate, facts())
            if (!(settlement instanceof Settlement.Ask)) {
                return settlement
            }
            answer(settlement.questions())
        }
        throw new IllegalStateException('asked for ever')
    }

    private void answer(List<Question> questions) {
        asked.addAll(questions)
        answers.putAll(questions.collectEntries { [(it): offline ? new Answer.Unknown('the run is offline', true) : broken ? new Answer.Unknown(broken, false) : answer(it)] })
    }

    private Answer answer(Question question) {
        question.match(
            { h -> tags["$h.repository:$h.tag".toString()]?.with { new Answer.TagNames(it.digest()) } ?: new Answer.TagAbsent() },
            { r -> tags["$r.repository:$r.tag".toString()] ?: new Answer.TagAbsent() },
            { p -> lost.contains(p.digest()) ? new Answer.No() : new Answer.Yes() },
            { r -> new Answer.Resolved(outside[r.reference()]) },
            { s -> new Answer.Resolved(outside["${s.reference()} ${s.platforms().join(',')}".toString()]) },
            { l -> new Answer.Version(latest[l.reference().toString()]) },
            { i -> new Answer.Pinned(BuilderPin.tryParse(builderNow[i.input().key()]).get()) })
    }
}
