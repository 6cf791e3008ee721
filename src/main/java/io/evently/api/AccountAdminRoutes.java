package io.evently.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountPage;
import io.evently.account.ImportAccounts;
import io.evently.account.ImportOutcome;
import io.evently.account.ListAccounts;
import io.evently.account.Role;
import io.evently.account.Tier;
import io.evently.account.UpdateAccount;
import io.evently.account.UpdateOutcome;
import io.evently.bus.TypedBus;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.FieldErrors;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.vertx.core.Future.succeededFuture;

/** What admins see and change of other people's accounts. */
public final class AccountAdminRoutes implements Routes {
    private final TypedBus bus;
    private final UserTotals.Source totals;

    public AccountAdminRoutes(TypedBus bus, UserTotals.Source totals) {
        this.bus = bus;
        this.totals = totals;
    }

    private record Change(
            @Nullable String tier,
            @Nullable String role,
            @JsonProperty("isActive") @Nullable Boolean isActive) {}

    private record Import(
            List<ImportedUser> users, @Nullable Boolean issueTokens) {}

    private record ImportedUser(
            String email, String name, @Nullable String passwordHash) {}

    @Override
    public void bind(Operations operations) {
        operations.on("listUsers", this::list).on("updateUser", this::update).on("importUsers", this::bring);
    }

    private Future<Reply> list(Call call) {
        ListAccounts question = new ListAccounts(call.queryInt("page"), call.queryInt("limit"));
        return bus.ask(AccountEndpoints.LIST, question)
                .compose(page -> totals.of(
                                page.accounts().stream().map(Account::id).toList())
                        .map(known -> page(question, page, known)));
    }

    private Future<Reply> update(Call call) {
        Change body = call.body(Change.class);
        if (body.tier() == null && body.role() == null && body.isActive() == null) {
            return succeededFuture(
                    Reply.problem(Problem.validation(FieldErrors.BODY, "must have one of tier, role, isActive")));
        }
        UpdateAccount wish = new UpdateAccount(
                call.caller().userId(),
                call.pathId("id"),
                body.role() == null ? null : Role.valueOf(body.role().toUpperCase(Locale.ROOT)),
                body.tier() == null ? null : Tier.valueOf(body.tier().toUpperCase(Locale.ROOT)),
                body.isActive());
        return bus.ask(AccountEndpoints.UPDATE, wish).map(outcome -> outcome.match(UPDATED));
    }

    private Future<Reply> bring(Call call) {
        Import body = call.body(Import.class);
        List<ImportAccounts.Entry> entries = new ArrayList<>(body.users().size());
        for (ImportedUser user : body.users()) {
            String field = "users[" + entries.size() + "].";
            entries.add(new ImportAccounts.Entry(
                    AuthRoutes.email(field + "email", user.email()),
                    AuthRoutes.name(field + "name", user.name()),
                    user.passwordHash()));
        }
        return bus.ask(
                        AccountEndpoints.IMPORT,
                        new ImportAccounts(call.caller().userId(), entries, Boolean.TRUE.equals(body.issueTokens())))
                .map(outcome -> outcome.match(IMPORTED));
    }

    private static Reply page(ListAccounts question, AccountPage page, Map<UUID, UserTotals> totals) {
        List<Map<String, Object>> data = page.accounts().stream()
                .map(account -> AccountViews.withTotals(account, totals.getOrDefault(account.id(), UserTotals.NONE)))
                .toList();
        long pages = (page.total() + question.limit() - 1) / question.limit();
        Map<String, Object> pagination = new LinkedHashMap<>();
        pagination.put("page", question.page());
        pagination.put("limit", question.limit());
        pagination.put("total", page.total());
        pagination.put("pages", pages);
        return Reply.ok(Envelope.data(data).and("pagination", pagination)).links(links(question, pages));
    }

    private static Optional<String> links(ListAccounts question, long pages) {
        List<String> links = new ArrayList<>(2);
        if (question.page() < pages) {
            links.add(link(question.page() + 1L, question.limit(), "next"));
        }
        if (question.page() > 1) {
            links.add(link(Math.max(1, Math.min(question.page() - 1L, pages)), question.limit(), "prev"));
        }
        return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
    }

    private static String link(long page, int limit, String relation) {
        return "</api/v1/auth/admin/users?page=" + page + "&limit=" + limit + ">; rel=\"" + relation + '"';
    }

    private static Map<String, Object> imported(ImportOutcome.Entry entry) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", entry.id());
        user.put("email", entry.email().text());
        if (entry.token() != null) {
            user.put("token", entry.token());
        }
        return user;
    }

    private static final UpdateOutcome.Cases<Reply> UPDATED = new UpdateOutcome.Cases<>() {
        @Override
        public Reply updated(UpdateOutcome.Updated it) {
            return Reply.ok(Envelope.success()
                    .and("message", "User updated successfully")
                    .and("data", AccountViews.profile(it.account())));
        }

        @Override
        public Reply unknown(UpdateOutcome.Unknown it) {
            return Reply.problem(Problem.notFound("User not found"));
        }

        @Override
        public Reply ownAccount(UpdateOutcome.OwnAccount it) {
            return Reply.problem(Problem.conflict("CONFLICT", "Administrators cannot take their own rights away"));
        }

        @Override
        public Reply lastAdmin(UpdateOutcome.LastAdmin it) {
            return Reply.problem(Problem.conflict("CONFLICT", "This is the last active administrator"));
        }
    };

    private static final ImportOutcome.Cases<Reply> IMPORTED = new ImportOutcome.Cases<>() {
        @Override
        public Reply imported(ImportOutcome.Imported it) {
            long created =
                    it.entries().stream().filter(ImportOutcome.Entry::created).count();
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("imported", created);
            data.put("existing", it.entries().size() - created);
            data.put(
                    "users",
                    it.entries().stream().map(AccountAdminRoutes::imported).toList());
            return Reply.ok(Envelope.data(data));
        }

        @Override
        public Reply hashesRefused(ImportOutcome.HashesRefused it) {
            Map<String, String> wrong = new LinkedHashMap<>();
            it.entries()
                    .forEach(index -> wrong.put(
                            "users[" + index + "].password_hash",
                            "must be Argon2id in PHC form, at most m=65536 and m*t=262144"));
            return Reply.problem(Problem.validation(wrong));
        }
    };
}
