-- Het weekrapport nagerekend: elk getal als een vraag aan de gebeurtenissen. Zie rapport.md.
--
-- In de tabel ledger staat elke regel die triage export events gaf.
-- Elke vraag geeft rijen met een naam, een dag en een waarde. Een rij is iets dat telt, met de
-- waarde 1, of een hoeveelheid: euro's of dagen. Opgeteld per naam is dat het getal.
-- In een naam staat na een dubbele punt een deel, en na een komma wat ervan is geteld.
-- Bij een stand zegt alleen het totaal iets: hoe het er aan het eind van de week voor stond.


-- WAT BEKEND WAS

-- Elke gebeurtenis: haar nummer, haar soort, over welke zaak en welke verwijzing zij gaat, de dag
-- waarop zij gebeurde, de dag waarop zij is opgeschreven, en al het andere.
create table if not exists gebeurtenis as
select
  json_extract(regel, '$.number') as nummer,
  json_extract(regel, '$.kind') as soort,
  json_extract(regel, '$.case') as zaak,
  json_extract(regel, '$.referral') as verwijzing,
  substr(json_extract(regel, '$.at'), 1, 10) as dag,
  substr(json_extract(regel, '$.recorded'), 1, 10) as opgeschreven,
  json_extract(regel, '$.details') as details
from ledger;

-- Die van voor de dag :tot die zijn opgeschreven voor de dag :gekend, zonder wat is teruggenomen.
-- Wat opnieuw is geteld omdat een indicator veranderde (tallied), geldt altijd.
drop table if exists bekend;

create table bekend as
select
  *,
  json_extract(details, '$.source') as bron,
  json_extract(details, '$.reached') as bereikt,
  coalesce(json_extract(details, '$.level'), json_extract(details, '$.urgency')) as niveau,
  json_extract(details, '$.reason') as reden,
  json_extract(details, '$.extent') as deel,
  json_extract(details, '$.product') as product,
  json_extract(details, '$.partner') as partner,
  json_extract(details, '$.own') as eigen,
  json_extract(details, '$.pot') as pot,
  json_extract(details, '$.cents') / 100.0 as euro
from gebeurtenis
where (dag < :tot and opgeschreven < :gekend and nummer not in (
  select json_extract(details, '$.of') from gebeurtenis
  where soort in ('tozo_end_withdrawn', 'entry_withdrawn')
    and dag < :tot and opgeschreven < :gekend
)) or soort = 'tallied';


-- DE WOORDEN VAN DEZE GEMEENTE
-- Zij komen uit config/indicatoren.yaml en config/partners.yaml. Een andere gemeente verandert hier
-- de woorden. Telt zij iets op een andere manier, dan komt er een vraag bij.

-- Mensen, elk de eerste keer dat dit gebeurt. Of iemand meetelt, is op dat moment vastgelegd.
create view if not exists telt_mensen (indicator, moment) as
values ('m01', 'benaderd'), ('m02', 'intake'), ('m03', 'intake');

-- Producten, elke keer.
create view if not exists telt_producten (indicator, moment, product) as
values
  ('m05', 'gestart', 'coaching_regelingen'),
  ('m05', 'gestart', 'coaching_huur'),
  ('m05', 'gestart', 'coaching_gesprek'),
  ('m06', 'gestart', 'e_scan'),
  ('m06', 'gestart', 'f_scan'),
  ('m07', 'aanvaard', 'levensvatbaarheidsonderzoek'),
  ('m08', 'verwezen', 'financiele_ondersteuning'),
  ('m09', 'verwezen', 'schuldhulpverlening'),
  ('m10', 'verwezen', 'orientatie_omscholing'),
  ('m11', 'verwezen', 'matchen_naar_werk');

-- Wat bij m04, m12 en m13 geen product is.
create view if not exists geen_product (product) as values ('intake');

-- De redenen die bij m12 apart staan.
create view if not exists staat_apart (reden) as
values ('einde_regeling'), ('geen_nieuwe_aanvraag');

-- Waarvan een partner voor de hele looptijd plaatsen toezegde: daarvan is er een prognose.
create view if not exists toegezegd (partner, product) as
values ('imk', 'levensvatbaarheidsonderzoek'), ('adviseur', 'levensvatbaarheidsonderzoek');


-- HULPTABELLEN

-- Iedereen die in beeld kwam, met de eerste bron.
create view if not exists mens as
select zaak, dag, bron from bekend where soort = 'registered';

-- De momenten van het rapport. Wie begon, was ook aanvaard, en wie klaar is, begon ook: min(nummer)
-- neemt de eerste gebeurtenis waaruit dat blijkt, met haar dag. Opnieuw naar dezelfde partner voor
-- hetzelfde product is geen nieuwe verwijzing.
create view if not exists moment (moment, zaak, dag, nummer, product, partner, eigen) as
select 'benaderd', zaak, dag, nummer, null, null, null from bekend where soort = 'contacted'
union all
select 'bereikt', zaak, dag, nummer, null, null, null from bekend
where soort = 'contacted' and bereikt
union all
select 'intake', zaak, dag, nummer, null, null, null from bekend where soort = 'intake'
union all
select 'verwezen', zaak, dag, min(nummer), product, partner, null from bekend
where soort = 'referred' and eigen is null group by zaak, product, partner
union all
select 'aanvaard', zaak, dag, min(nummer), product, partner, eigen from bekend
where soort in ('accepted', 'started', 'completed') group by verwijzing
union all
select 'gestart', zaak, dag, min(nummer), product, partner, eigen from bekend
where soort in ('started', 'completed') group by verwijzing;

-- Wat mensen vaker overkomt, telt de eerste keer: van twee op een dag wat het eerst is geschreven.
create view if not exists eerste as
select * from (
  select *, row_number() over (partition by moment, zaak order by dag, nummer) as keer from moment
) where keer = 1;

-- Een melding is zich zelf melden, en voor wie op een lijst stond: voor het eerst gesproken zijn.
create view if not exists melding as
select zaak, min(dag) as dag from (
  select zaak, dag from bekend
  where soort in ('registered', 're_registered') and bron in ('zelf', 'campagne')
  union all
  select zaak, moment.dag from moment join mens using (zaak)
  where moment = 'bereikt' and bron not in ('zelf', 'campagne')
) group by zaak;

-- Een product is ingezet als ervoor is verwezen, of als het bij de balie zelf is begonnen.
create view if not exists ingezet as
select zaak, dag, nummer, product, partner from moment
where (moment = 'verwezen' or (moment = 'gestart' and eigen)) and product not in geen_product;


-- INDICATOREN

-- Of iemand op dat moment meetelde (1), niet meetelde (0), of dat dit niet bekend was (leeg). Wat
-- het laatst is geteld, geldt.
create view if not exists oordeel as
select nummer, indicator, telt, max(geteld) from (
  select nummer, een.key as indicator, json_extract(een.value, '$[0]') as telt, 0 as geteld
  from bekend, json_each(details, '$.tally') as een
  union all
  select cast(van.key as integer), een.key, json_extract(een.value, '$[0]'), nummer
  from bekend, json_each(details, '$.of') as van, json_each(van.value) as een
) group by nummer, indicator;

-- m01, m02 en m03: mensen, en van wie niet bekend is of zij meetellen.
select indicator || case when telt is null then ', niet bekend' else '' end, dag, 1
from telt_mensen join eerste using (moment) left join oordeel using (indicator, nummer)
where telt is not 0;

-- De dagen sinds de melding: van het eerste product van iedereen, en van het eerste van elke soort.
create view if not exists duur as
select naam, zaak, inzet.dag,
  cast(julianday(inzet.dag) - julianday(melding.dag) as integer) as dagen
from (
  select 'm04' as naam, zaak, min(dag) as dag from ingezet group by zaak
  union all
  select 'm04: ' || product, zaak, min(dag) from ingezet group by zaak, product
) as inzet left join melding using (zaak);

-- m04: hoeveel het er zijn, samen en per product.
select naam, dag, 1 from duur where dagen >= 0;

-- m04: hun dagen bij elkaar. Gedeeld door hoeveel het er zijn, is dat het gemiddelde.
select naam || ', dagen', dag, dagen from duur where dagen >= 0;

-- m04: hoe vaak het zoveel dagen duurde, voor de mediaan en voor negen van de tien.
select naam || ', in ' || dagen || ' dagen', dag, 1 from duur where dagen >= 0;

-- m04: wie een product kreeg zonder melding.
select 'm04, niet bekend', dag, 1 from duur where naam = 'm04' and dagen is null;

-- m04: mensen met een product van voor hun melding. Dat spreekt elkaar tegen, en telt niet.
select 'm04, tegenspraak', dag, 1 from duur where dagen < 0 group by zaak;

-- Wie na de melding geen product kreeg, en of de zaak is gesloten.
create view if not exists zonder as
select zaak, dag, zaak in (select zaak from bekend where soort = 'closed') as gesloten
from melding where zaak not in (select zaak from ingezet);

-- Wie daarvan nog wacht.
create view if not exists wacht as
select dag from zonder where not gesloten;

-- Stand van m04: wie niet meer wacht en geen product kreeg.
select 'm04, gesloten', dag, 1 from zonder where gesloten;

-- Stand van m04: wie nog wacht.
select 'm04, wacht', dag, 1 from wacht;

-- Stand van m04: hun dagen tot en met de laatste van de week bij elkaar.
select 'm04, wacht, dagen', dag, julianday(:tot, '-1 day') - julianday(dag) from wacht;

-- Stand van m04: de dagen van wie het langst wacht.
select 'm04, wacht, langst', dag, max(julianday(:tot, '-1 day') - julianday(dag)) from wacht
having count(*) > 0;

-- m05 tot en met m11: producten.
select indicator, dag, 1 from telt_producten join moment using (moment, product);

-- m05 en m06: per product.
select indicator || ': ' || product, dag, 1 from telt_producten join moment using (moment, product)
where indicator in ('m05', 'm06');

-- m05 tot en met m11: hoeveel mensen dat zijn, op de dag van hun laatste product.
select indicator || ', mensen', max(dag), 1
from telt_producten join moment using (moment, product)
group by indicator, zaak;

-- Van iedereen het einde van de TOZO dat voorgaat: een na een product (0), een na een product met
-- een reden die apart staat (1), of een zonder product ervoor (2). Apart en zonder telt nergens.
create view if not exists einde as
select * from (
  select *, row_number() over (partition by zaak order by rang, dag, nummer) as keer from (
    select zaak, bekend.dag, nummer, reden, deel, case
      when bekend.dag > sinds then reden in staat_apart
      when reden not in staat_apart then 2
    end as rang
    from bekend left join (select zaak, min(dag) as sinds from ingezet group by zaak) using (zaak)
    where soort = 'tozo_ended'
  ) where rang is not null
) where keer = 1;

-- m12: mensen van wie de TOZO eindigde na een product, samen en per reden.
select 'm12', dag, 1 from einde where rang = 0;

select 'm12: ' || reden, dag, 1 from einde where rang = 0;

-- m12: van wie maar een deel eindigde.
select 'm12, deels', dag, 1 from einde where rang = 0 and deel = 'deels';

-- m12: de redenen die apart staan, en het einde zonder product ervoor.
select 'm12, apart: ' || reden, dag, 1 from einde where rang = 1;

select 'm12, zonder product', dag, 1 from einde where rang = 2;

-- Wat niet hoeft te worden ingevoerd: geweigerd of ingetrokken voordat het begon.
create view if not exists vervallen as
select verwijzing from bekend as einde
where soort in ('refused', 'withdrawn') and not exists (
  select 1 from bekend as begin
  where begin.verwijzing = einde.verwijzing and begin.nummer < einde.nummer
    and begin.soort in ('started', 'completed')
);

-- Elke verwijzing, ook een tweede naar dezelfde partner, en elk product dat bij de balie zelf begon;
-- met de dag waarop het is ingevoerd, als dat is gebeurd.
create view if not exists invoer as
select inzet.dag, min(ingevoerd.dag) as ingevoerd
from (
  select dag, nummer, verwijzing, product from bekend where soort = 'referred' and eigen is null
  union all
  select dag, min(nummer), verwijzing, product from bekend
  where soort in ('started', 'completed') and eigen group by verwijzing
) as inzet
left join bekend as ingevoerd
  on ingevoerd.soort = 'entered' and ingevoerd.verwijzing = inzet.verwijzing
where inzet.product not in geen_product and inzet.verwijzing not in vervallen
group by inzet.nummer;

-- m13: de noemer is alles wat in te voeren is, de teller wat daarvan is ingevoerd, op dezelfde dag.
select 'm13, ingezet', dag, 1 from invoer;

select 'm13, ingevoerd', dag, 1 from invoer where ingevoerd is not null;

-- m13: hetzelfde op de dag van het invoeren, voor alsnog en later.
select 'm13, invoer', ingevoerd, 1 from invoer where ingevoerd is not null;


-- INSTROOM

-- In beeld, samen en per bron.
select 'in beeld', dag, 1 from mens;

select 'in beeld: ' || bron, dag, 1 from mens;

-- Wie gesproken is, en wie een intake had.
select 'gesproken', dag, 1 from eerste where moment = 'bereikt';

select 'intake', dag, 1 from eerste where moment = 'intake';

-- Wie gesloten is, per reden.
select 'gesloten: ' || reden, dag, 1 from bekend where soort = 'closed';

-- Het niveau van wie nog geen intake had: dat van de adviseur, en anders dat van de laatste lijst.
create view if not exists belniveau as
select zaak, niveau from (
  select *, row_number() over (
    partition by zaak order by soort = 'overridden' desc, nummer desc
  ) as keer
  from bekend
  where soort in ('registered', 're_registered', 'overridden') and niveau is not null
) where keer = 1;

-- Wie nog gebeld moet worden: in beeld, zonder intake, en niet gesloten.
create view if not exists te_bellen as
select zaak, dag, niveau from mens left join belniveau using (zaak)
where zaak not in (select zaak from bekend where soort in ('intake', 'closed'));

-- Stand: nog te bellen, samen en per niveau.
select 'te bellen', dag, 1 from te_bellen;

select 'te bellen: ' || niveau, dag, 1 from te_bellen;

-- Stand: de dagen van wie het langst wacht, tot en met de laatste van de week.
select 'te bellen, langst', dag, max(julianday(:tot, '-1 day') - julianday(dag)) from te_bellen
having count(*) > 0;

-- De intakes en de aanmeldingen buiten de lijst per week, die begint op deze maandag: de prognose
-- kijkt daarop terug.
select 'intake, week van ' || date(dag, 'weekday 0', '-6 days'), dag, 1
from eerste where moment = 'intake';

select 'aanmelding, week van ' || date(dag, 'weekday 0', '-6 days'), dag, 1
from mens where bron <> 'gros';


-- TERMIJNEN

-- Elke termijn van het laatste advies: van welk niveau of welke regel, haar laatste dag, en hoe zij
-- er bij dat advies voor stond.
create view if not exists termijn as
select zaak, dag, json_extract(een.value, '$[0]') as gever,
  json_extract(een.value, '$[1]') as laatste, json_extract(een.value, '$[2]') as stand
from (
  select zaak, dag, details, max(nummer) from bekend
  where soort in ('registered', 're_registered', 'intake') group by zaak
), json_each(details, '$.terms') as een;

-- Stand: hoe de termijnen ervoor staan. Een die nog liep, vervalt als de zaak is gesloten, en is
-- verstreken als haar laatste dag voorbij is.
select 'termijn ' || gever || ', ' || case
    when stand = 'met' then 'gehaald'
    when stand = 'late' then 'te laat gehaald'
    when stand = 'start_missing' then 'begin onbekend'
    when zaak in (select zaak from bekend where soort = 'closed') then 'vervallen'
    when laatste < :tot then 'verstreken'
    else 'loopt nog'
  end, dag, 1
from termijn;


-- GELD

-- Elke verwijzing die een plaats kreeg.
create view if not exists geplaatst as
select verwijzing, dag, opgeschreven, product, partner, pot from bekend
where soort = 'referred';

-- Wat voor een verwijzing is vastgelegd, met haar plaats of later: aan haar eind komt dat vrij.
create view if not exists vastgelegd as
select verwijzing, opgeschreven as dag, euro from bekend
where soort = 'referred' or (soort = 'charged' and json_extract(details, '$.account') = 'held');

-- Wat erbij en eraf ging, op de dag van opschrijven, ook door uren die later zijn verbeterd.
create view if not exists boeking as
select verwijzing, pot, product, boeking.dag, vastgelegd, besteed
from geplaatst join (
  select verwijzing, dag, euro as vastgelegd, 0 as besteed from vastgelegd
  union all
  select verwijzing, opgeschreven, -vastgelegd.euro, 0
  from vastgelegd join bekend using (verwijzing)
  where soort in ('completed', 'stopped', 'refused', 'withdrawn')
  union all
  select verwijzing, opgeschreven, 0, euro from bekend
  where soort in ('completed', 'stopped')
    or (soort = 'charged' and json_extract(details, '$.account') = 'spent')
  union all
  select verwijzing, opgeschreven, 0, euro - json_extract(details, '$.before') / 100.0 from bekend
  where soort = 'corrected'
) as boeking using (verwijzing)
where pot is not null;

-- Wat er in de pot zit: elke keer wat erbij kwam.
select 'pot ' || pot || ', toegekend', opgeschreven,
  euro - json_extract(details, '$.before') / 100.0
from bekend where soort = 'pot_funded';

-- Wat is vastgelegd en wat is besteed. Wat er dan nog in de pot zit, is vrij.
select 'pot ' || pot || ', vastgelegd', dag, vastgelegd from boeking;

select 'pot ' || pot || ', besteed', dag, besteed from boeking;

-- Hetzelfde per product, met het aantal verwijzingen dat er geld van heeft.
select 'pot ' || pot || ': ' || product || ', vastgelegd', dag, vastgelegd from boeking;

select 'pot ' || pot || ': ' || product || ', besteed', dag, besteed from boeking;

select 'pot ' || pot || ': ' || product || ', aantal', min(dag), 1 from boeking
group by verwijzing having abs(sum(vastgelegd + besteed)) > 0.001;

-- Wat er per week bijkwam, vastgelegd en besteed samen, voor de prognose. Alle weken tot en met een
-- week bij elkaar zijn de stand aan het eind daarvan.
select 'pot ' || pot || ', week van ' || date(dag, 'weekday 0', '-6 days'), dag,
  vastgelegd + besteed
from boeking;


-- PLAATSEN

-- Wanneer een plaats weer vrijkwam: na een weigering, na intrekken, of als er niets is begonnen.
create view if not exists vrijgekomen as
select verwijzing, opgeschreven as dag from bekend
where soort in ('refused', 'withdrawn') or (
  soort = 'stopped'
  and verwijzing not in (select verwijzing from bekend where soort = 'started')
);

-- Stand: de plaatsen die zijn vergeven. Een toezegging per week of per maand begint elke keer
-- opnieuw: tel dan wat in die week of maand is vergeven. Van een toezegging in uren telt de waarde
-- van de uren in plaats van 1.
select partner || ' ' || product || ', plaatsen', opgeschreven, 1 from geplaatst
where verwijzing not in (select verwijzing from vrijgekomen);

-- Stand: wie op de wachtlijst van een product staat.
create view if not exists wachtlijst as
select wachtend.product, wachtend.opgeschreven as dag, min(verder.opgeschreven) as eraf
from bekend as wachtend left join bekend as verder
  on verder.verwijzing = wachtend.verwijzing and verder.soort in ('referred', 'withdrawn')
where wachtend.soort = 'waiting'
group by wachtend.verwijzing;

select 'wachtlijst ' || product, dag, 1 from wachtlijst where eraf is null;

-- Per week wat er aan plaatsen bijkwam en af ging, en wie er op de wachtlijst kwam en af ging.
select partner || ' ' || product || ', week van ' || date(dag, 'weekday 0', '-6 days'), dag, plaats
from (
  select partner, product, opgeschreven as dag, 1 as plaats from geplaatst
  union all
  select partner, product, vrijgekomen.dag, -1 from geplaatst join vrijgekomen using (verwijzing)
) join toegezegd using (partner, product);

select 'wachtlijst ' || product || ', week van ' || date(dag, 'weekday 0', '-6 days'), dag, mens
from (
  select product, dag, 1 as mens from wachtlijst
  union all
  select product, eraf, -1 from wachtlijst where eraf is not null
) where product in (select product from toegezegd);

-- Wat er van de verwijzingen werd, elk op zijn dag. Wat de balie zelf inzet, heet in het rapport
-- geen verwijzing.
select partner || ' ' || product || ', verwezen', dag, 1 from geplaatst;

select partner || ' ' || product || ', ' || moment, dag, 1
from moment where moment in ('aanvaard', 'gestart');

-- Hoe een verwijzing eindigde.
create view if not exists geeindigd as
select verwijzing, geplaatst.partner, geplaatst.product, bekend.dag, bekend.soort
from geplaatst join bekend using (verwijzing)
where bekend.soort in ('completed', 'stopped', 'refused', 'withdrawn');

select partner || ' ' || product || ', ' || case soort
    when 'completed' then 'afgerond'
    when 'stopped' then 'gestaakt'
    when 'refused' then 'geweigerd'
    else 'ingetrokken'
  end, dag, 1
from geeindigd;

-- Stand: wat nog niet is geeindigd.
select partner || ' ' || product || ', open', dag, 1 from geplaatst
where verwijzing not in (select verwijzing from geeindigd);


-- HET GEHEEL

-- Op hoeveel gebeurtenissen het rapport rust.
select 'gebeurtenissen', opgeschreven, 1 from gebeurtenis where opgeschreven < :gekend;
