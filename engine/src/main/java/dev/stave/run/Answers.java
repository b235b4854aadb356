package dev.stave.run;

import dev.stave.model.Digest;
import dev.stave.model.EngineException;
import dev.stave.model.ImageRef;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageConfig;
import dev.stave.oci.ImageReader;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.plan.Answer;
import dev.stave.plan.Question;
import dev.stave.registry.Place;
import dev.stave.registry.Transfer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;

/** Answers what the planner asks, by the destination, the sources and the store; many questions at once. */
public final class Answers {
    private static final Pattern VERSION_LIKE = Pattern.compile("v?[0-9]+(\\.[0-9]+)*.*");
    private static final String VERSION_LABEL = "org.opencontainers.image.version";
    private static final Answer OFFLINE = new Answer.Unknown("nobody was asked, the run is offline", true);

    private final Target target;
    private final Sources sources;
    private final ImageReader store;
    private final Transfer transfer;
    private final BuilderAnswers builders;
    private final ExecutorService executor;
    private final boolean offline;

    /**
     * @param executor its size is how many requests are under way at once
     * @param offline  whether only the store may be asked
     */
    public Answers(
            Target target,
            Sources sources,
            ImageReader store,
            Transfer transfer,
            BuilderAnswers builders,
            ExecutorService executor,
            boolean offline) {
        this.target = target;
        this.sources = sources;
        this.store = store;
        this.transfer = transfer;
        this.builders = builders;
        this.executor = executor;
        this.offline = offline;
    }

    /** One answer for each question; what went wrong is an answer too. */
    Map<Question, Answer> to(List<Question> questions) {
        Map<Question, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
        questions.forEach(q -> asked.put(q, CompletableFuture.supplyAsync(() -> answer(q), executor)));
        Map<Question, Answer> answers = new HashMap<>();
        asked.forEach((question, answer) -> answers.put(question, answer.join()));
        return answers;
    }

    private Answer answer(Question question) {
        boolean isLocal = target.destination().match(inRegistry -> false, inLayout -> true);
        try {
            return question.match(
                    q -> offline && !isLocal ? OFFLINE : head(q),
                    q -> offline && !isLocal ? OFFLINE : released(q),
                    q -> present(q, offline && !isLocal),
                    q -> offline && !q.reference().startsWith("oci:") ? OFFLINE : resolve(q),
                    q -> offline && !q.reference().startsWith("oci:") ? OFFLINE : selected(q),
                    q -> offline ? OFFLINE : latest(q),
                    this::builder);
        } catch (EngineException e) {
            return new Answer.Unknown(e.hint().isEmpty() ? e.what() : e.what() + "; " + e.hint(), false);
        }
    }

    /** Without a network even what is missing on this machine to check an answer only matters once something is built. */
    private Answer builder(Question.Input question) {
        try {
            return builders.to(question);
        } catch (EngineException e) {
            if (offline) {
                return OFFLINE;
            }
            throw e;
        }
    }

    private Answer head(Question.Head question) {
        Optional<Descriptor> found = target.registry().head(target.path(question.repository()), question.tag());
        return found.<Answer>map(d -> new Answer.TagNames(d.digest())).orElseGet(Answer.TagAbsent::new);
    }

    private Answer released(Question.Released question) {
        String repository = target.path(question.repository());
        Optional<Manifest> root = target.registry().manifest(repository, question.tag());
        return root.<Answer>map(manifest -> {
                    SortedMap<String, String> annotations = manifest.isIndex()
                            ? ManifestReader.index(manifest).annotations()
                            : ManifestReader.image(manifest).annotations();
                    return new Answer.ReleasedImage(
                            manifest.digest(),
                            Annotations.fingerprint(annotations).orElse(null),
                            Annotations.pins(annotations),
                            RemoteImages.platforms(target.registry(), repository, manifest));
                })
                .orElseGet(Answer.TagAbsent::new);
    }

    private Answer present(Question.Present question, boolean storeOnly) {
        boolean there = store.image(question.digest()).isPresent()
                || (!storeOnly
                        && target.registry()
                                .head(
                                        target.path(question.repository()),
                                        question.digest().toString())
                                .isPresent());
        return there ? new Answer.Yes() : new Answer.No();
    }

    private Answer resolve(Question.Resolve question) {
        Sources.Found source = sources.find(question.reference());
        return source.place()
                .registry()
                .head(source.place().repository(), source.reference())
                .<Answer>map(d -> new Answer.Resolved(d.digest()))
                .orElseGet(() -> new Answer.Unknown("'" + question.reference() + "' does not exist there", false));
    }

    private Answer selected(Question.Selected question) {
        Place place = sources.find(question.reference()).place();
        return new Answer.Resolved(transfer.choose(place, question.source().toString(), question.platforms())
                .digest());
    }

    /** A version tag with the digest of {@code latest}, the longest such tag first; else the image's version label. */
    private Answer latest(Question.LatestVersion question) {
        ImageRef reference = question.reference();
        Place place = sources.find(reference.withTag("latest").toString()).place();
        Optional<Descriptor> latest = place.registry().head(place.repository(), "latest");
        if (latest.isEmpty()) {
            return new Answer.Unknown("'" + reference.name() + ":latest' does not exist", false);
        }
        Optional<String> label = label(place, latest.get().digest());
        if (label.isPresent() && names(place, label.get(), latest.get().digest())) {
            return new Answer.Version(label.get());
        }
        Optional<String> tag = place.registry().tags(place.repository()).stream()
                .filter(t -> VERSION_LIKE.matcher(t).matches())
                .sorted(java.util.Comparator.comparingInt(String::length)
                        .reversed()
                        .thenComparing(t -> t))
                .filter(t -> names(place, t, latest.get().digest()))
                .findFirst();
        return tag.or(() -> label)
                .<Answer>map(Answer.Version::new)
                .orElseGet(() -> new Answer.Unknown(
                        "'" + reference.name()
                                + ":latest' has neither a version tag of the same digest nor a version label",
                        false));
    }

    private static boolean names(Place place, String tag, Digest digest) {
        return ImageRef.TAG.matcher(tag).matches()
                && place.registry()
                        .head(place.repository(), tag)
                        .map(Descriptor::digest)
                        .filter(digest::equals)
                        .isPresent();
    }

    private static Optional<String> label(Place place, Digest digest) {
        return RemoteImages.first(place.registry(), place.repository(), digest)
                .map(ImageConfig::labels)
                .map(labels -> labels.get(VERSION_LABEL));
    }
}
