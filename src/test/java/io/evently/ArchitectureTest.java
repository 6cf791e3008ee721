package io.evently;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import io.evently.bus.BusMessage;
import io.vertx.core.Verticle;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** What may know what. A package that does not exist yet breaks no rule. */
@AnalyzeClasses(packages = "io.evently", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** A capability imports only what stands before it. */
    private static final List<String> ORDER = List.of(
            "account",
            "audit",
            "inventory",
            "catalog",
            "booking",
            "waitlist",
            "pricing",
            "channel",
            "contact",
            "delivery",
            "notification",
            "analytics",
            "forecast",
            "live",
            "http",
            "api");

    private static final String[] CAPABILITIES = packages(ORDER.toArray(String[]::new));
    private static final List<String> PLATFORM_NAMES = List.of(
            "bus",
            "outbox",
            "ratelimit",
            "storage",
            "cluster",
            "cache",
            "embedded",
            "schedule",
            "config",
            "hash",
            "money",
            "net",
            "text",
            "time",
            "tracing");
    private static final String[] PLATFORM = packages(PLATFORM_NAMES.toArray(String[]::new));
    /** What looks at a running node from outside. */
    private static final List<String> TOOLS = List.of("onsale", "invariants");

    private static final int LARGEST_PACKAGE = 40;

    private static final List<String> JSON_SPEAKERS = List.of(
            "io.evently.account.service.JwtTokens",
            "io.evently.delivery.SocketChannel",
            "io.evently.ConfigLoader",
            "io.evently.FormerProfileKey",
            "io.evently.ProfileDefaults");

    /** Uses that close a circle of classes, each with the decision page that says why it may. */
    private static final List<Use> CIRCLES = List.of();

    @ArchTest
    static final ArchRule capabilitiesImportOnlyWhatStandsBeforeThem = all(ORDER.stream()
            .map(name -> noClasses()
                    .that()
                    .resideInAPackage("io.evently." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(
                            ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).toArray(String[]::new)))
                    .allowEmptyShould(true))
            .toList());

    @ArchTest
    static final ArchRule nobodyImportsTheRoot = noClasses()
            .that()
            .resideOutsideOfPackage("io.evently")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.evently");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("io.evently.(*)..").should().beFreeOfCycles();

    /** Also between a package and the packages inside it. */
    @ArchTest
    static final ArchRule subpackagesFormNoCycles =
            slices().matching("io.evently.(**)").should().beFreeOfCycles();

    /** Classes with what is nested in them; two that need each other are one, or a third is missing. */
    @ArchTest
    static final ArchRule classesFormNoCycles =
            except(CIRCLES, slices().assignedFrom(outermostClasses()).should().beFreeOfCycles());

    @ArchTest
    static void packagesAreSmall(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));
        assertThat(sizes.values()).isNotEmpty();
        assertThat(sizes)
                .allSatisfy((name, size) ->
                        assertThat(size).as("source files in %s", name).isLessThanOrEqualTo(LARGEST_PACKAGE));
    }

    @ArchTest
    static void everyPackageHasItsPlace(JavaClasses classes) {
        Set<String> names = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.evently."))
                .map(name -> name.replaceAll("^io\\.evently\\.([a-z]+).*", "$1"))
                .collect(toSet());
        assertThat(names)
                .isSubsetOf(Stream.of(ORDER, PLATFORM_NAMES, TOOLS)
                        .flatMap(List::stream)
                        .toList());
    }

    @ArchTest
    static final ArchRule platformKnowsNoCapability = noClasses()
            .that()
            .resideInAnyPackage(PLATFORM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CAPABILITIES)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule busClusterAndTracingKnowNothingOfOurs = all(List.of(
            knowsOfOursOnly("bus", "bus", "tracing", "hash"),
            knowsOfOursOnly("cluster", "cluster", "config"),
            knowsOfOursOnly("tracing", "tracing")));

    @ArchTest
    static final ArchRule embeddedIsUsedByTheRootAlone = noClasses()
            .that()
            .resideOutsideOfPackages("io.evently", "io.evently.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.evently.embedded..");

    @ArchTest
    static final ArchRule onSaleIsAClientThatAlsoReadsTheDatabases = noClasses()
            .that()
            .resideInAPackage("io.evently.onsale..")
            .should()
            .dependOnClassesThat(ours().and(DescribedPredicate.not(
                    resideInAnyPackage(packages("onsale", "invariants", "storage", "hash")))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheEdgeKnowsVertxWeb = noClasses()
            .that()
            .resideOutsideOfPackages("io.evently.http..", "io.evently.api..", "io.evently.live..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.web..");

    @ArchTest
    static final ArchRule onlyRepositoriesAndStorageSpeakSql = noClasses()
            .that()
            .resideOutsideOfPackage("io.evently.storage..")
            .and(DescribedPredicate.not(repository()))
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are rows, tuples or connections of SQL",
                    type -> List.of(
                                    "io.vertx.sqlclient.Tuple",
                                    "io.vertx.sqlclient.Row",
                                    "io.vertx.sqlclient.SqlConnection")
                            .contains(type.getName())));

    @ArchTest
    static final ArchRule jsonStaysAtTheEdges = noClasses()
            .that()
            .resideOutsideOfPackages(packages("http", "api", "live", "channel", "outbox", "onsale"))
            .and(DescribedPredicate.not(repository()))
            .and(DescribedPredicate.not(speaksJson()))
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are trees of JSON",
                    type -> List.of(
                                    "io.vertx.core.json.JsonObject",
                                    "io.vertx.core.json.JsonArray",
                                    "com.fasterxml.jackson.databind.JsonNode")
                            .contains(type.getName())));

    @ArchTest
    static final ArchRule onlyTheCacheSpeaksRedis = noClasses()
            .that()
            .resideOutsideOfPackage("io.evently.cache..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..");

    @ArchTest
    static final ArchRule onlyTheClusterNamesHazelcast = noClasses()
            .that()
            .resideOutsideOfPackage("io.evently.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast..");

    @ArchTest
    static final ArchRule messagesAreRecordsOrSealed = classes()
            .that()
            .areAssignableTo(BusMessage.class)
            .and()
            .doNotHaveFullyQualifiedName(BusMessage.class.getName())
            .should(beARecordOrASealedInterface());

    @ArchTest
    static final ArchRule repositoriesArePackagePrivate =
            classes().that(repository()).should().notBePublic().allowEmptyShould(true);

    @ArchTest
    static final ArchRule verticlesAreUsedByTheRootAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.evently")
            .should(new ArchCondition<>("use a verticle of another class") {
                @Override
                public void check(JavaClass user, ConditionEvents events) {
                    user.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> isOurVerticle(dependency.getTargetClass()))
                            .filter(dependency ->
                                    !outermost(dependency.getTargetClass()).equals(outermost(user)))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.satisfied(user, dependency.getDescription())));
                }
            });

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameContaining("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    private static String[] packages(String... names) {
        List<String> patterns = new ArrayList<>();
        for (String name : names) {
            patterns.add("io.evently." + name + "..");
        }
        return patterns.toArray(String[]::new);
    }

    private static ArchRule all(List<ArchRule> rules) {
        ArchRule all = rules.get(0);
        for (ArchRule rule : rules.subList(1, rules.size())) {
            all = CompositeArchRule.of(all).and(rule);
        }
        return all;
    }

    private static ArchRule knowsOfOursOnly(String name, String... allowed) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(name))
                .should()
                .dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAnyPackage(packages(allowed)))));
    }

    private static SliceAssignment outermostClasses() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return ours().test(type) ? SliceIdentifier.of(outermost(type).getName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes with what is nested in them";
            }
        };
    }

    private static SliceRule except(List<Use> uses, SliceRule rule) {
        SliceRule left = rule;
        for (Use use : uses) {
            left = left.ignoreDependency(outermostIs(use.from()), outermostIs(use.to()));
        }
        return left;
    }

    private static DescribedPredicate<JavaClass> outermostIs(String name) {
        return DescribedPredicate.describe(
                "is " + name, type -> outermost(type).getName().equals("io.evently." + name));
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAnyPackage("io.evently..");
    }

    /** Repositories, what is nested in one, and the {@code …Rows} that several repositories read alike. */
    private static DescribedPredicate<JavaClass> repository() {
        return DescribedPredicate.describe(
                "are repositories or rows of several",
                type -> simpleNameEndingWith("Repository")
                        .or(simpleNameEndingWith("Rows"))
                        .test(outermost(type)));
    }

    /** Tokens are JSON, sockets are told JSON, and configuration is read as a tree. */
    private static DescribedPredicate<JavaClass> speaksJson() {
        return DescribedPredicate.describe(
                "speak JSON to the outside",
                type -> JSON_SPEAKERS.contains(outermost(type).getName()));
    }

    private static boolean isOurVerticle(JavaClass type) {
        return ours().test(type)
                && assignableTo(VerticleBase.class)
                        .or(assignableTo(Verticle.class))
                        .test(type);
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private record Use(String from, String to) {}

    private static ArchCondition<JavaClass> beARecordOrASealedInterface() {
        return new ArchCondition<>("be a record or a sealed interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean sealed = type.isInterface() && type.reflect().isSealed();
                if (!type.isRecord() && !sealed) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is neither"));
                }
            }
        };
    }
}
