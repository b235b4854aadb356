package dev.stave.cli;

import dev.stave.build.BuildOrder;
import dev.stave.build.Builder;
import dev.stave.check.ImageTester;
import dev.stave.container.Owner;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Platform;
import dev.stave.model.VersionRule;
import dev.stave.oci.PlatformImage;
import dev.stave.version.VersionReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ports whose adapters are made when they are first used: looking for container engines costs more than a plan. */
final class OnDemand {
    private OnDemand() {}

    static Builder builder(Supplier<Builder> make) {
        return new LazyBuilder(new Once<>(make));
    }

    static ImageTester tester(Supplier<ImageTester> make) {
        return new LazyTester(new Once<>(make));
    }

    /**
     * @param reading reads files alone
     * @param make    makes one that runs commands too
     */
    static VersionReader versions(VersionReader reading, Supplier<VersionReader> make) {
        return new LazyVersions(reading, new Once<>(make));
    }

    /** Made by the first who asks, then the same for all. */
    static final class Once<T> implements Supplier<T> {
        private final Supplier<T> make;
        private @Nullable T made;

        Once(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public synchronized T get() {
            T value = made;
            if (value == null) {
                value = make.get();
                made = value;
            }
            return value;
        }

        /** What was made; empty where nobody asked. */
        synchronized Optional<T> made() {
            return Optional.ofNullable(made);
        }
    }

    private record LazyBuilder(Once<Builder> builder) implements Builder {
        @Override
        public List<String> complaints(ImageSpec image, List<Platform> platforms) {
            return builder.get().complaints(image, platforms);
        }

        @Override
        public PlatformImage build(BuildOrder order) {
            return builder.get().build(order);
        }

        @Override
        public void passed(ImageName image) {
            builder.made().ifPresent(made -> made.passed(image));
        }
    }

    private record LazyTester(Supplier<ImageTester> tester) implements ImageTester {
        @Override
        public List<String> complaints(ImageSpec image, List<Platform> platforms) {
            return image.tests().isEmpty() ? List.of() : tester.get().complaints(image, platforms);
        }

        @Override
        public void test(ImageSpec image, PlatformImage built, Path folder, Owner owner, Consumer<String> log) {
            tester.get().test(image, built, folder, owner, log);
        }
    }

    private record LazyVersions(VersionReader reading, Supplier<VersionReader> running) implements VersionReader {
        private VersionReader reader(VersionRule rule) {
            return rule.match(
                    known -> reading,
                    latest -> reading,
                    label -> reading,
                    command -> running.get(),
                    installed -> reading);
        }

        @Override
        public String read(VersionRule rule, PlatformImage image, Owner owner, Consumer<String> log) {
            return reader(rule).read(rule, image, owner, log);
        }

        @Override
        public List<InstalledPackage> packages(PlatformImage image) {
            return reading.packages(image);
        }

        @Override
        public Optional<String> contradiction(String declared, String imageName, PlatformImage image) {
            return reading.contradiction(declared, imageName, image);
        }
    }
}
