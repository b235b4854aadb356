package dev.stave.plan;

import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderPin;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.Inventory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the inputs of builders are pinned to. A builder is one thing to all its images: whatever line of the lock pins an
 * input pins it for the stack, and where lines disagree, after a merge, the newest holds.
 */
final class BuilderPins {
    private final BuilderInputs inputs;
    private final Inventory inventory;
    private final Facts facts;
    private final Map<String, BuilderPin> newest = new HashMap<>();
    private final Map<String, BuilderPin> fitting = new HashMap<>();
    private final Map<ImageName, List<BuilderInput>> wanted = new HashMap<>();

    BuilderPins(Inventory inventory, Facts facts) {
        this.inputs = new BuilderInputs(inventory);
        this.inventory = inventory;
        this.facts = facts;
        facts.lock().values().forEach(line -> take(line.pins()));
        facts.pins().values().forEach(this::take);
    }

    private void take(SortedMap<String, String> pins) {
        pins.forEach((key, value) -> {
            Optional<BuilderInput> input = BuilderInput.ofKey(key);
            Optional<BuilderPin> pin = input.flatMap(i -> BuilderPin.tryParse(value));
            if (input.isEmpty() || pin.isEmpty()) {
                return;
            }
            newest.merge(key, pin.get(), BuilderPins::newer);
            if (inputs.fits(input.get(), value)) {
                fitting.merge(key, pin.get(), BuilderPins::newer);
            }
        });
    }

    private static BuilderPin newer(BuilderPin one, BuilderPin other) {
        boolean first = other.isOlderThan(one)
                || (!one.isOlderThan(other) && one.toString().compareTo(other.toString()) < 0);
        return first ? one : other;
    }

    List<BuilderInput> wanted(ImageSpec image) {
        return wanted.computeIfAbsent(image.name(), name -> inputs.of(image));
    }

    /** Adds what the lock has pinned for the image's builder, and drops what nobody asks for any more. */
    void settle(ImageSpec image, SortedMap<String, String> pins) {
        drop(image, pins);
        for (BuilderInput input : wanted(image)) {
            BuilderPin pin = fitting.get(input.key());
            if (pin != null) {
                pins.put(input.key(), pin.toString());
            }
        }
    }

    /** Drops pins of inputs that the image does not have, and those that the declaration does not allow any more. */
    void drop(ImageSpec image, SortedMap<String, String> pins) {
        Set<BuilderInput> kept = Set.copyOf(wanted(image));
        new ArrayList<>(pins.keySet()).forEach(key -> BuilderInput.ofKey(key)
                .filter(input -> isRootfs(image))
                .filter(input -> !kept.contains(input) || !inputs.fits(input, pins.getOrDefault(key, "")))
                .ifPresent(input -> pins.remove(key)));
    }

    boolean hasAll(ImageSpec image, SortedMap<String, String> pins) {
        return wanted(image).stream().allMatch(input -> pins.containsKey(input.key()));
    }

    /** Adds what stands for all that the pins lack; false where something must be asked first. */
    boolean complete(ImageSpec image, SortedMap<String, String> pins, Inquiry inquiry) {
        boolean whole = true;
        boolean moving = facts.mode().update().contains(image.name());
        for (BuilderInput input : wanted(image)) {
            BuilderPin known = moving ? null : fitting.get(input.key());
            if (pins.containsKey(input.key())) {
                continue;
            }
            if (known != null) {
                pins.put(input.key(), known.toString());
                continue;
            }
            Optional<Told<BuilderPin>> told = inquiry.pin(new Question.Input(input));
            whole &= told.isPresent();
            told.ifPresent(t -> t.value()
                    .ifPresentOrElse(
                            pin -> pins.put(input.key(), checked(input, pin, inquiry)),
                            () -> inquiry.assume(input.words() + " is not pinned and was not asked for")));
        }
        return whole;
    }

    private String checked(BuilderInput input, BuilderPin pin, Inquiry inquiry) {
        BuilderPin before = newest.get(input.key());
        if (before != null && !facts.mode().allowOlder()) {
            BuilderInputs.olderThan(input, before.toString(), pin).ifPresent(inquiry::fail);
        }
        return pin.toString();
    }

    /** Inputs that are checked by digests alone, as sentences. */
    List<String> unsigned(ImageSpec image) {
        return wanted(image).stream()
                .filter(input -> Optional.ofNullable(inventory.builders().get(input.builder()))
                        .map(builder -> input.settings(builder))
                        .map(settings -> "digest".equals(settings.get("verify")))
                        .orElse(false))
                .map(input -> input.words() + " is taken without a signature (verify 'digest')")
                .toList();
    }

    private static boolean isRootfs(ImageSpec image) {
        return image.source().kind().equals("rootfs");
    }
}
