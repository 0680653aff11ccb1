import {
  AppWindow,
  BadgePercent,
  ArrowLeftRight,
  BookCheck,
  BookOpenText,
  CalendarCheck2,
  ChartColumn,
  ChartNoAxesCombined,
  Coins,
  CreditCard,
  FileCheck2,
  FileText,
  Gauge,
  HandCoins,
  Inbox,
  Landmark,
  Layers,
  LayoutDashboard,
  LifeBuoy,
  Mail,
  ReceiptText,
  ScrollText,
  Scale,
  Send,
  Settings,
  Stamp,
  TicketPercent,
  Timer,
  TriangleAlert,
  UserRoundCog,
  UsersRound,
  MessageSquareQuote,
  Star,
} from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { Command, NavItem, NavSection } from '@/components/frame/shell-types';

/** Asks whether the reader holds a right; sections without one are not shown. */
export type Holds<Right extends string> = (right: Right) => boolean;

type MemberRight = 'credits:read' | 'billing:read' | 'support:read';
type StaffRight =
  | 'desk:read'
  | 'desk:assign'
  | 'revenue:read'
  | 'payments:manage'
  | 'books:manage'
  | 'catalogue:manage'
  | 'customers:read'
  | 'people:manage'
  | 'apps:manage'
  | 'jobs:manage'
  | 'audit:read';

/** What a customer finds in the rail. */
export async function memberNavigation(holds: Holds<MemberRight>): Promise<NavSection[]> {
  const t = await getTranslations('common.nav');
  const items: (NavItem | false)[] = [
    { href: '/overview', label: t('overview'), icon: <LayoutDashboard aria-hidden /> },
    holds('credits:read') && { href: '/credits', label: t('credits'), icon: <Coins aria-hidden /> },
    holds('credits:read') && { href: '/usage', label: t('usage'), icon: <ChartColumn aria-hidden /> },
    holds('billing:read') && { href: '/billing', label: t('billing'), icon: <ReceiptText aria-hidden /> },
    holds('support:read') && {
      ...{ href: '/support', label: t('support'), icon: <LifeBuoy aria-hidden /> },
      countsUnread: true,
    },
    { href: '/settings', label: t('settings'), icon: <Settings aria-hidden /> },
  ];
  return [{ items: shown(items) }];
}

/** What a member of staff finds in the rail, by their rights. */
export async function staffNavigation(holds: Holds<StaffRight>): Promise<NavSection[]> {
  const t = await getTranslations('common.nav');
  const desk = [
    holds('desk:read') && {
      ...{ href: '/desk', label: t('desk'), icon: <Inbox aria-hidden /> },
      countsUnread: true,
    },
    holds('desk:read') && { href: '/desk/queues', label: t('queues'), icon: <Layers aria-hidden /> },
    holds('desk:read') && {
      href: '/desk/approvals',
      label: t('approvals'),
      icon: <Stamp aria-hidden />,
    },
    holds('desk:assign') && { href: '/desk/service', label: t('service'), icon: <Timer aria-hidden /> },
    holds('desk:assign') && { href: '/desk/ratings', label: t('ratings'), icon: <Star aria-hidden /> },
    holds('desk:read') && {
      href: '/desk/replies',
      label: t('replies'),
      icon: <MessageSquareQuote aria-hidden />,
    },
    holds('desk:assign') && { href: '/desk/mail', label: t('mail'), icon: <Mail aria-hidden /> },
  ];
  const finance = [
    holds('revenue:read') && {
      href: '/finance/revenue',
      label: t('revenue'),
      icon: <ChartNoAxesCombined aria-hidden />,
    },
    holds('revenue:read') && {
      href: '/finance/payments',
      label: t('payments'),
      icon: <CreditCard aria-hidden />,
    },
    holds('payments:manage') && {
      href: '/finance/proofs',
      label: t('proofs'),
      icon: <FileCheck2 aria-hidden />,
    },
    holds('revenue:read') && {
      href: '/finance/invoices',
      label: t('invoices'),
      icon: <FileText aria-hidden />,
    },
    holds('revenue:read') && { href: '/finance/books', label: t('books'), icon: <BookCheck aria-hidden /> },
    holds('books:manage') && {
      href: '/finance/reconciliation',
      label: t('reconciliation'),
      icon: <Scale aria-hidden />,
    },
    holds('books:manage') && {
      href: '/finance/periods',
      label: t('monthEnd'),
      icon: <CalendarCheck2 aria-hidden />,
    },
    holds('books:manage') && {
      href: '/finance/rates',
      label: t('rates'),
      icon: <ArrowLeftRight aria-hidden />,
    },
    holds('revenue:read') && {
      href: '/finance/receivables',
      label: t('receivables'),
      icon: <HandCoins aria-hidden />,
    },
  ];
  const admin = [
    holds('customers:read') && {
      href: '/admin/customers',
      label: t('customers'),
      icon: <UsersRound aria-hidden />,
    },
    holds('catalogue:manage') && {
      href: '/admin/catalogue',
      label: t('catalogue'),
      icon: <BookOpenText aria-hidden />,
    },
    holds('catalogue:manage') && {
      href: '/admin/promotions',
      label: t('promotions'),
      icon: <TicketPercent aria-hidden />,
    },
    holds('catalogue:manage') && {
      href: '/admin/coupons',
      label: t('coupons'),
      icon: <BadgePercent aria-hidden />,
    },
    holds('catalogue:manage') && { href: '/admin/tax', label: t('tax'), icon: <Landmark aria-hidden /> },
    holds('catalogue:manage') && {
      href: '/admin/service-levels',
      label: t('serviceLevels'),
      icon: <Timer aria-hidden />,
    },
    holds('people:manage') && {
      href: '/admin/people',
      label: t('people'),
      icon: <UserRoundCog aria-hidden />,
    },
    holds('apps:manage') && { href: '/admin/apps', label: t('apps'), icon: <AppWindow aria-hidden /> },
    holds('jobs:manage') && { href: '/admin/outbox', label: t('outbox'), icon: <Send aria-hidden /> },
    holds('jobs:manage') && { href: '/admin/jobs', label: t('jobs'), icon: <TriangleAlert aria-hidden /> },
    holds('catalogue:manage') && {
      href: '/admin/settings',
      label: t('settings'),
      icon: <Settings aria-hidden />,
    },
    holds('audit:read') && { href: '/admin/audit', label: t('audit'), icon: <ScrollText aria-hidden /> },
  ];
  return [
    { label: t('support'), items: shown(desk) },
    { label: t('finance'), items: shown(finance) },
    { label: t('admin'), items: shown(admin) },
  ].filter(({ items }) => items.length > 0);
}

type Reader = { organisation: unknown; staffHome: string | null };

/** Links of the person's menu: their settings, and the other side for those who stand on both. */
export async function personLinks(reader: Reader, side: 'member' | 'staff'): Promise<Command[]> {
  const t = await getTranslations('common.nav');
  const settings = { href: '/settings', label: t('yourSettings'), icon: <Settings aria-hidden /> };
  const { organisation, staffHome } = reader;
  if (side === 'member' && staffHome)
    return [settings, { href: staffHome, label: t('toStaff'), icon: <Inbox aria-hidden /> }];
  if (side === 'staff' && organisation)
    return [settings, { href: '/overview', label: t('toPortal'), icon: <Gauge aria-hidden /> }];
  return [settings];
}

const shown = (items: (NavItem | false)[]) => items.filter((item): item is NavItem => item !== false);
