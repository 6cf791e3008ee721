package io.evently;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.evently.bus.BusMessage;
import io.vertx.core.Verticle;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** What may know what. A package that does not exist yet breaks no rule. */
@AnalyzeClasses(packages = "io.evently", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** A capability imports only what stands before it. */
    private static final List<String> ORDER = List.of(
            "account",
            "inventory",
            "catalog",
            "booking",
            "waitlist",
            "channel",
            "contact",
            "delivery",
            "notification",
            "live",
            "http",
            "api");

    private static final String[] CAPABILITIES = packages(ORDER.toArray(String[]::new));
    private static final String[] PLATFORM =
            packages("bus", "outbox", "storage", "cluster", "cache", "embedded", "schedule", "config");

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

    @ArchTest
    static final ArchRule platformKnowsNoCapability = noClasses()
            .that()
            .resideInAnyPackage(PLATFORM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CAPABILITIES)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule busAndClusterKnowNothingOfOurs = noClasses()
            .that()
            .resideInAnyPackage(packages("bus"))
            .should()
            .dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAnyPackage(packages("bus")))));

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
            .dependOnClassesThat(
                    ours().and(DescribedPredicate.not(resideInAnyPackage(packages("onsale", "invariants", "storage")))))
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
