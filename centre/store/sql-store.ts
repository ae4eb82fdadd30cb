import { commitBatch } from './commit-batch.ts'
import type { Batch, BatchOutcome, CentreStore, Device, Pairing, PairingOutcome } from './centre-store.ts'
import { doubles, eventCounts, minutesOf, overview } from './counts.ts'
import { isDeadlock, type Database } from './database.ts'
import { prepare } from './prepare.ts'

/** Contact is written at most this often: a flush per request would cost more than it tells. */
const contactGrainMs = 10_000

const addToken =
  (db: Database): CentreStore['addToken'] =>
  ({ hash, station, name, town, expiresMs }) =>
    db.transaction(async (tx) => {
      await tx.query(
        `insert into station (station, name, town) values ($1, $2, $3)
         on conflict (station) do update
           set name = coalesce(excluded.name, station.name), town = coalesce(excluded.town, station.town)`,
        [station, name, town],
      )
      await tx.query('insert into pairing_token (token_hash, station, expires_ms) values ($1, $2, $3)', [
        hash,
        station,
        expiresMs,
      ])
    })

const pair =
  (db: Database) =>
  (pairing: Pairing, nowMs: number): Promise<PairingOutcome> =>
    db.transaction(async (tx): Promise<PairingOutcome> => {
      const [token] = await tx.query<{ station: string; expires_ms: number; used_ms: number | null }>(
        'select station, expires_ms, used_ms from pairing_token where token_hash = $1 for update',
        [pairing.tokenHash],
      )
      if (!token) return { kind: 'unknown' }
      if (token.used_ms !== null) return { kind: 'used' }
      if (token.expires_ms <= nowMs) return { kind: 'expired' }
      await tx.query('update pairing_token set used_ms = $2 where token_hash = $1', [
        pairing.tokenHash,
        nowMs,
      ])
      await tx.query(
        `insert into device (device, station, access_hash, public_key, model, os, app_version, paired_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          pairing.device,
          token.station,
          pairing.accessHash,
          pairing.publicKey,
          pairing.model,
          pairing.os,
          pairing.appVersion,
          nowMs,
        ],
      )
      await tx.query('update station set contact_ms = $2 where station = $1', [token.station, nowMs])
      return { kind: 'paired', station: token.station }
    })

const deviceOf =
  (db: Database) =>
  async (accessHash: string, nowMs: number): Promise<Device | undefined> => {
    const [row] = await db.query<{
      device: string
      station: string
      revoked_ms: number | null
      contact_ms: number | null
    }>(
      `select d.device, d.station, d.revoked_ms, s.contact_ms
       from device d join station s on s.station = d.station where d.access_hash = $1`,
      [accessHash],
    )
    if (!row) return undefined
    const revoked = row.revoked_ms !== null
    if (!revoked && Math.abs(nowMs - (row.contact_ms ?? 0)) > contactGrainMs) {
      await db.query('update station set contact_ms = $2 where station = $1', [row.station, nowMs])
    }
    return { device: row.device, station: row.station, revoked }
  }

const changeAccess =
  (db: Database): CentreStore['changeAccess'] =>
  async (device, accessHash, nowMs) => {
    const changed =
      accessHash === null
        ? await db.query('update device set revoked_ms = $2 where device = $1 returning device', [
            device,
            nowMs,
          ])
        : await db.query(
            'update device set access_hash = $2 where device = $1 and revoked_ms is null returning device',
            [device, accessHash],
          )
    return changed.length > 0
  }

const head =
  (db: Database): CentreStore['head'] =>
  async (station, incarnation) => {
    const [row] = await db.query<{ incarnation: string; last_sequence: number; last_hash: string }>(
      `select incarnation, last_sequence, last_hash from stream_head
       where station = $1 and ($2::text is null or incarnation = $2)
       order by opened_ms desc, incarnation desc limit 1`,
      [station, incarnation ?? null],
    )
    return row && { incarnation: row.incarnation, sequence: row.last_sequence, hash: row.last_hash }
  }

const recordsFrom =
  (db: Database): CentreStore['recordsFrom'] =>
  async (station, incarnation, from, limit) => {
    const rows = await db.query<{ sequence: number; hash: string; body: string; sealed: boolean }>(
      `select sequence, hash, body, sealed from station_record
       where station = $1 and incarnation = $2 and sequence >= $3 order by sequence limit $4`,
      [station, incarnation, from - 1, limit + 1],
    )
    const prev = rows.find((row) => row.sequence === from - 1)
    return {
      prev: prev && { sequence: prev.sequence, hash: prev.hash },
      records: rows.filter((row) => row.sequence >= from).slice(0, limit),
    }
  }

const brokenBalances = (db: Database) => async (): Promise<number> => {
  const [row] = await db.query<{ broken: number }>(
    `select count(*) as broken from
       (select resident, cast(sum(amount) as bigint) as amount from ledger group by resident) as l
       full join balance b on b.resident = l.resident
     where coalesce(l.amount, 0) <> coalesce(b.amount, 0)`,
  )
  return row?.broken ?? 0
}

/** Two batches that want the same residents in opposite orders: one is ended by the database and comes again. */
const commit = async (db: Database, batch: Batch): Promise<BatchOutcome> => {
  for (;;) {
    try {
      return await db.transaction((tx) => commitBatch(tx, batch))
    } catch (error) {
      if (!isDeadlock(error)) throw error
    }
  }
}

/** The reference store: the same statements on whatever `db` is. Makes the tables where they are missing. */
export const openSqlStore = async (db: Database): Promise<CentreStore> => {
  await prepare(db)
  return {
    addToken: addToken(db),
    pair: pair(db),
    deviceOf: deviceOf(db),
    changeAccess: changeAccess(db),
    stationCount: async () => {
      const [row] = await db.query<{ stations: number }>('select count(*) as stations from station')
      return row?.stations ?? 0
    },
    commitBatch: (batch) => commit(db, batch),
    head: head(db),
    recordsFrom: recordsFrom(db),
    overview: overview(db),
    eventCounts: eventCounts(db),
    doubles: doubles(db),
    minutesOf: minutesOf(db),
    brokenBalances: brokenBalances(db),
    close: () => db.close(),
  }
}
