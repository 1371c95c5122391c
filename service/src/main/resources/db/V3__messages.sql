-- The folders of a mailbox as Microsoft last listed them.
create table folders (
    id              text primary key,
    workspace_id    text not null references workspaces,
    mailbox_id      text not null references mailboxes on delete cascade,
    graph_id        text not null,
    well_known      text,
    name            text not null,
    depth           int not null,
    position        int not null,
    unread          int not null,
    total           int not null,
    indexed         boolean not null default false,
    listed_at       timestamptz not null,
    unique (mailbox_id, graph_id)
);
call wall('folders');

-- What is known of each message, without its body. Graph's ids are immutable within the mailbox.
-- Graph's times are whole seconds: within one, position tells what came later.
create table messages (
    id                  text primary key,
    position            bigint generated always as identity,
    workspace_id        text not null references workspaces,
    mailbox_id          text not null references mailboxes on delete cascade,
    graph_id            text not null,
    folder_id           text not null references folders on delete cascade,
    thread_id           text not null,
    conversation_id     text,
    internet_message_id text,
    in_reply_to         text,
    reference_ids       text[] not null,
    sender              jsonb,
    recipients          jsonb not null,
    copied              jsonb not null,
    subject             text not null,
    preview             text not null,
    received_at         timestamptz not null,
    is_read             boolean not null,
    is_draft            boolean not null,
    flag                text not null check (flag in ('none', 'flagged', 'complete')),
    categories          text[] not null,
    has_attachments     boolean not null,
    kind                text not null check (kind in ('ordinary', 'reply', 'bounce', 'automatic')),
    outgoing_id         text,
    seen_in_round       int not null,
    unique (mailbox_id, graph_id)
);
create index messages_of_folder on messages (folder_id, received_at desc, position desc);
create index messages_unread on messages (folder_id) where not is_read;
create index messages_of_mailbox on messages (mailbox_id, received_at desc, position desc);
create index messages_of_thread on messages (mailbox_id, thread_id);
create index messages_by_message_id on messages (mailbox_id, internet_message_id);
create index messages_by_parent on messages (mailbox_id, in_reply_to);
create index messages_of_conversation on messages (mailbox_id, conversation_id);
call wall('messages');

-- How far a folder is read. A hint is any reason to look again: there is work while hint_seq is ahead of synced_seq.
create table folder_syncs (
    folder_id        text primary key references folders on delete cascade,
    workspace_id     text not null references workspaces,
    mailbox_id       text not null references mailboxes on delete cascade,
    watched          boolean not null,
    tells_since      timestamptz not null,
    link             text,
    round            int not null,
    round_complete   boolean not null,
    hint_seq         bigint not null,
    synced_seq       bigint not null,
    hinted_at        timestamptz,
    changed_at       timestamptz,
    synced_at        timestamptz,
    sweep_at         timestamptz,
    wait_until       timestamptz,
    lease_until      timestamptz,
    lease_generation bigint not null
);
create index folder_syncs_due on folder_syncs (sweep_at) where sweep_at is not null;
call wall('folder_syncs');

-- Graph's standing order for notifications of a folder; two workspaces that hold the same mailbox share Graph's one.
create table subscriptions (
    folder_id         text primary key references folders on delete cascade,
    workspace_id      text not null references workspaces,
    mailbox_id        text not null references mailboxes on delete cascade,
    graph_id          text,
    client_state_hash text,
    expires_at        timestamptz,
    renew_at          timestamptz,
    failures          int not null
);
create index subscriptions_due on subscriptions (renew_at) where renew_at is not null;
create index subscriptions_by_graph_id on subscriptions (graph_id);
call wall('subscriptions');

-- With the owner's eyes, as before: whose a subscription is, and what is due in which workspace.
create function places_of_subscriptions(asked text[]) returns table (graph_id text, workspace_id text, folder_id text)
language sql stable security definer set search_path = public as
$$ select graph_id, workspace_id, folder_id from subscriptions where graph_id = any(asked) $$;

-- Graph allows one subscription an application, person and folder: a second workspace takes part in the first one's.
create function share_subscription(subscription text, with_folder text) returns boolean
language plpgsql security definer set search_path = public as $$
begin
    update subscriptions mine
        set graph_id = theirs.graph_id, client_state_hash = theirs.client_state_hash, expires_at = theirs.expires_at
        from (select graph_id, client_state_hash, expires_at from subscriptions
              where graph_id = subscription and expires_at > now() limit 1) as theirs
        where mine.folder_id = with_folder and mine.workspace_id = latchkey_workspace();
    return found;
end $$;

-- Taking a row puts its next time off, so that no two nodes take it and a crash costs two minutes at most.
create function take_due_folders(most int) returns table (workspace_id text, folder_id text)
language sql security definer set search_path = public as $$
    update folder_syncs set sweep_at = now() + interval '2 minutes', hint_seq = hint_seq + 1
    where folder_syncs.folder_id in (select due.folder_id from folder_syncs due where due.sweep_at <= now()
        order by due.sweep_at limit most for update skip locked)
    returning folder_syncs.workspace_id, folder_syncs.folder_id
$$;

create function take_due_subscriptions(most int) returns table (workspace_id text, folder_id text)
language sql security definer set search_path = public as $$
    update subscriptions set renew_at = now() + interval '2 minutes'
    where subscriptions.folder_id in (select due.folder_id from subscriptions due where due.renew_at <= now()
        order by due.renew_at limit most for update skip locked)
    returning subscriptions.workspace_id, subscriptions.folder_id
$$;
